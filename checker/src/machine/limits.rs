//! Limits that we were started with, and that whatever we start has too.

use rustix::process::{Resource, getrlimit};
use std::fmt;

/// A limit of this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// As a shell names it: `ulimit -u`.
    pub option: &'static str,
    /// What is limited.
    pub what: &'static str,
    /// How much there may be.
    pub most: u64,
    /// How much of it is in use by others, where that counts.
    pub used: Option<u64>,
    /// Whether that is enough for judging.
    pub low: Low,
    unit: Unit,
    enough: u64,
}

/// Whether a limit leaves enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Low {
    /// It does.
    Enough,
    /// Right answers may fail.
    Doubtful,
    /// Nothing can be judged.
    Unusable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Bytes,
    Seconds,
    Pieces,
}

/// A limit, and how much of it judging needs.
struct Need {
    option: &'static str,
    resource: Resource,
    what: &'static str,
    unit: Unit,
    /// With less not even the compiler comes to an end.
    least: u64,
    /// With this no right answer is in need.
    enough: u64,
}

const MIB: u64 = 1 << 20;

const NEEDS: [Need; 7] = [
    Need {
        option: "ulimit -v",
        resource: Resource::As,
        what: "address space",
        unit: Unit::Bytes,
        least: 256 * MIB,
        enough: 6 * 1024 * MIB,
    },
    Need {
        option: "ulimit -d",
        resource: Resource::Data,
        what: "memory",
        unit: Unit::Bytes,
        least: 64 * MIB,
        enough: 1024 * MIB,
    },
    Need {
        option: "ulimit -f",
        resource: Resource::Fsize,
        what: "the size of a file",
        unit: Unit::Bytes,
        least: MIB,
        enough: 64 * MIB,
    },
    Need {
        option: "ulimit -n",
        resource: Resource::Nofile,
        what: "open files",
        unit: Unit::Pieces,
        least: 24,
        enough: 256,
    },
    Need {
        option: "ulimit -t",
        resource: Resource::Cpu,
        what: "processor time of a process",
        unit: Unit::Seconds,
        least: 1,
        enough: 60,
    },
    Need {
        option: "ulimit -s",
        resource: Resource::Stack,
        what: "the stack",
        unit: Unit::Bytes,
        least: MIB / 8,
        enough: 2 * MIB,
    },
    Need {
        option: "ulimit -u",
        resource: Resource::Nproc,
        what: "processes and threads of this user",
        unit: Unit::Pieces,
        least: 8,
        enough: 256,
    },
];

/// The limits that judging can run into. Those that nobody set are left out.
#[must_use]
pub fn limits() -> Vec<Limit> {
    let is_root = rustix::process::geteuid().is_root();
    let of_this_process = |need: &Need| {
        let counts_people = need.resource == Resource::Nproc;
        // The kernel does not hold root to it.
        let most = getrlimit(need.resource).current?;
        let used = (counts_people && !is_root)
            .then(threads_of_this_user)
            .flatten();
        (!counts_people || !is_root).then(|| need.limit(most, used))
    };
    NEEDS.iter().filter_map(of_this_process).collect()
}

impl Limit {
    /// How much there may be, for people.
    #[must_use]
    pub fn shown(&self) -> String {
        self.unit.shown(self.most)
    }
}

impl Need {
    fn limit(&self, most: u64, used: Option<u64>) -> Limit {
        let left = most.saturating_sub(used.unwrap_or(0));
        Limit {
            option: self.option,
            what: self.what,
            most,
            used,
            low: match left {
                left if left < self.least => Low::Unusable,
                left if left < self.enough => Low::Doubtful,
                _ => Low::Enough,
            },
            unit: self.unit,
            enough: self.enough,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (most, enough) = (self.unit.shown(self.most), self.unit.shown(self.enough));
        write!(f, "`{}` limits {} to {most}", self.option, self.what)?;
        if let Some(used) = self.used {
            write!(f, ", of which {used} are in use")?;
        }
        match self.low {
            Low::Enough => Ok(()),
            Low::Doubtful | Low::Unusable => write!(f, "; {enough} are enough"),
        }
    }
}

impl Unit {
    fn shown(self, number: u64) -> String {
        match self {
            Unit::Bytes => super::room::bytes(number),
            Unit::Seconds => format!("{number} s"),
            Unit::Pieces => number.to_string(),
        }
    }
}

/// What counts towards `ulimit -u`: every thread of every process of the user.
fn threads_of_this_user() -> Option<u64> {
    let us = rustix::process::getuid().as_raw();
    let processes = std::fs::read_dir("/proc").ok()?.flatten();
    let threads = processes.filter_map(|process| {
        process.file_name().to_str()?.parse::<u32>().ok()?;
        let status = std::fs::read_to_string(process.path().join("status")).ok()?;
        let field = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse().ok()
        };
        (field("Uid:") == Some(u64::from(us))).then(|| field("Threads:"))?
    });
    Some(threads.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(option: &str, most: u64, used: Option<u64>, low: Low, want: &str) {
        let need = NEEDS.iter().find(|need| need.option == option).unwrap();
        let limit = need.limit(most, used);
        assert_eq!((limit.low, limit.to_string().as_str()), (low, want));
    }

    #[test]
    fn a_limit_is_named_with_its_number_and_what_would_be_enough() {
        check(
            "ulimit -f",
            100 << 10,
            None,
            Low::Unusable,
            "`ulimit -f` limits the size of a file to 100 KiB; 64 MiB are enough",
        );
        check(
            "ulimit -u",
            100,
            Some(60),
            Low::Doubtful,
            "`ulimit -u` limits processes and threads of this user to 100, of which 60 are in \
             use; 256 are enough",
        );
        check(
            "ulimit -n",
            1024,
            None,
            Low::Enough,
            "`ulimit -n` limits open files to 1024",
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn our_own_threads_count() {
        assert!(threads_of_this_user().unwrap() >= 1);
    }
}
