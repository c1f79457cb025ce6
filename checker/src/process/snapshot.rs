//! What a process is doing right now: which threads, asleep or busy, and how
//! much processor time it has used. From `/proc`, so on Linux only.

use rustix::process::Pid;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a process was doing at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Processor time used so far, of all threads together.
    pub cpu: Duration,
    /// Time that its threads were ready to run while others did.
    pub starved: Duration,
    /// Its threads, the main one first.
    pub threads: Vec<Thread>,
}

/// One thread of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its name, cut by the kernel to 15 bytes.
    pub name: String,
    /// What it was doing.
    pub state: ThreadState,
    /// Processor time used so far.
    pub cpu: Duration,
}

/// What a thread was doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThreadState {
    /// It ran, or was ready to.
    Busy,
    /// It waited for something.
    Asleep,
}

impl Snapshot {
    /// Look at `pid`; `None` where the system does not tell.
    pub(super) fn of(pid: Pid) -> Option<Self> {
        if !super::proc_is_ours() {
            return None;
        }
        let tasks = format!("/proc/{}/task", pid.as_raw_nonzero());
        let mut ids: Vec<u32> = std::fs::read_dir(tasks)
            .ok()?
            .flatten()
            .filter_map(|e| e.file_name().to_str()?.parse().ok())
            .collect();
        ids.sort_unstable();
        let starved = ids.iter().map(|id| starved(pid, *id)).sum();
        let threads: Vec<Thread> = ids
            .into_iter()
            .filter_map(|id| {
                let stat = format!("/proc/{}/task/{id}/stat", pid.as_raw_nonzero());
                parse_stat(&std::fs::read_to_string(stat).ok()?)
            })
            .collect();
        (!threads.is_empty()).then(|| Self {
            cpu: threads.iter().map(|thread| thread.cpu).sum(),
            starved,
            threads,
        })
    }
}

/// How long a thread was kept waiting for a processor: the second number of
/// `schedstat`, in nanoseconds.
fn starved(pid: Pid, thread: u32) -> Duration {
    let path = format!("/proc/{}/task/{thread}/schedstat", pid.as_raw_nonzero());
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let nanos = text
        .split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

/// Read one `stat` line (proc(5)): the name stands in parentheses and may
/// itself hold any character, so the fields are counted from the last `)`.
fn parse_stat(line: &str) -> Option<Thread> {
    let (start, end) = (line.find('(')?, line.rfind(')')?);
    let fields: Vec<&str> = line.get(end + 1..)?.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    let state = match *fields.first()? {
        "R" => ThreadState::Busy,
        _ => ThreadState::Asleep,
    };
    let per_second = rustix::param::clock_ticks_per_second().max(1);
    let cpu = Duration::from_micros(ticks * 1_000_000 / per_second);
    Some(Thread {
        name: line[start + 1..end].to_owned(),
        state,
        cpu,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_parenthesis_does_not_confuse_the_fields() {
        let thread = parse_stat("7 (a) R (x) S 1 2 3 4 5 6 7 8 9 10 100 50 0 0 20 0").unwrap();
        assert_eq!(thread.name, "a) R (x");
        assert_eq!(thread.state, ThreadState::Asleep);
        let ticks = rustix::param::clock_ticks_per_second();
        assert_eq!(thread.cpu, Duration::from_micros(150_000_000 / ticks));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_is_seen_with_this_thread() {
        let snapshot = Snapshot::of(rustix::process::getpid()).unwrap();
        assert!(!snapshot.threads.is_empty());
    }
}
