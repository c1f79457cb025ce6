//! What the system knows of a thread, or of several.

use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Which threads of a process are meant, by the numbers that the system gave
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threads {
    /// This one.
    One(i32),
    /// All that there are, without this one.
    AllBut(i32),
}

/// What is known of a thread at a moment; of several threads, the times added
/// up, and they are asleep where each of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreadTimes {
    /// On a processor.
    pub cpu: Duration,
    /// Ready to run, while others had the processor.
    pub starved: Duration,
    /// How often it went to sleep, and was not only interrupted.
    pub naps: u64,
    /// Asleep at this moment.
    pub asleep: bool,
    /// The moment, on the clock that all processes of the machine share.
    pub at: Duration,
}

impl ThreadTimes {
    /// What `threads` do at the moment `at`, which is now. `process` is the folder
    /// in `/proc`. `None` where it does not say.
    #[must_use]
    pub fn look(process: &Path, threads: Threads, at: Duration) -> Option<Self> {
        let tasks = process.join("task");
        let one = |name: &str| {
            let read = |file| fs::read_to_string(tasks.join(name).join(file)).ok();
            Self::parse(at, &read("schedstat")?, &read("status")?)
        };
        let but = match threads {
            Threads::One(thread) => return one(&thread.to_string()),
            Threads::AllBut(thread) => thread.to_string(),
        };
        let names = fs::read_dir(&tasks).ok()?.map_while(Result::ok);
        let names = names.filter_map(|entry| entry.file_name().into_string().ok());
        // A thread that has ended meanwhile does nothing.
        let times = names
            .filter(|name| *name != but)
            .filter_map(|name| one(&name));
        let nobody = Self {
            cpu: Duration::ZERO,
            starved: Duration::ZERO,
            naps: 0,
            asleep: true,
            at,
        };
        Some(times.fold(nobody, Self::and))
    }

    /// The name of the thread that has worked most, besides `but`. One that was given
    /// none has that of the process.
    #[must_use]
    pub fn busiest(process: &Path, but: i32) -> Option<String> {
        let read = |file: &Path| fs::read_to_string(file).ok();
        let threads = fs::read_dir(process.join("task"))
            .ok()?
            .map_while(Result::ok);
        let others = threads.filter(|entry| *entry.file_name() != *but.to_string());
        let worked = others.filter_map(|entry| {
            let cpu = read(&entry.path().join("schedstat"))?;
            let cpu: u64 = cpu.split_whitespace().next()?.parse().ok()?;
            Some((cpu, entry.path()))
        });
        let (_, thread) = worked.max_by_key(|(cpu, _)| *cpu)?;
        let name = read(&thread.join("comm"))?;
        let name = name.trim_end_matches('\n');
        (read(&process.join("comm"))?.trim_end_matches('\n') != name).then(|| name.to_owned())
    }

    fn and(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            starved: self.starved + other.starved,
            naps: self.naps + other.naps,
            asleep: self.asleep && other.asleep,
            at: self.at,
        }
    }

    /// From the text of `schedstat` and of `status` in `/proc/PID/task/TID`, read
    /// in this order right after the moment `at`.
    #[must_use]
    fn parse(at: Duration, schedstat: &str, status: &str) -> Option<Self> {
        let mut numbers = schedstat.split_whitespace().map(str::parse);
        let cpu = Duration::from_nanos(numbers.next()?.ok()?);
        let starved = Duration::from_nanos(numbers.next()?.ok()?);
        let field = |name| {
            let value = status.lines().find_map(|line| line.strip_prefix(name));
            value.map(str::trim_start)
        };
        Some(Self {
            cpu,
            starved,
            naps: field("voluntary_ctxt_switches:")?.parse().ok()?,
            asleep: field("State:")?.starts_with(['S', 'D']),
            at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: &str = "Name:\ta State:\tR\nState:\tS (sleeping)\n\
        voluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t3\n";

    fn parse(schedstat: &str, status: &str) -> Option<ThreadTimes> {
        ThreadTimes::parse(Duration::from_nanos(4), schedstat, status)
    }

    #[test]
    fn what_the_system_says_is_read_whatever_the_name_of_the_thread() {
        let times = parse("5 6 7\n", STATUS).unwrap();
        assert!(times.asleep);
        assert_eq!(times.cpu, Duration::from_nanos(5));
        assert_eq!(times.starved, Duration::from_nanos(6));
        assert_eq!(times.naps, 12);
        assert_eq!(times.at, Duration::from_nanos(4));
        let running = STATUS.replace("\nState:\tS (sleeping)", "\nState:\tR (running)");
        assert!(!parse("5 6 7", &running).unwrap().asleep);
        assert_eq!(parse("", STATUS), None);
        assert_eq!(parse("5 6 7", ""), None);
        assert_eq!(parse("5 6 7", "State:\tS (sleeping)\n"), None);
    }
}
