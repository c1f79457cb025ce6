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
            Self::parse(at, &read("schedstat")?, &read("stat")?)
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
            asleep: true,
            at,
        };
        Some(times.fold(nobody, Self::and))
    }

    fn and(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            starved: self.starved + other.starved,
            asleep: self.asleep && other.asleep,
            at: self.at,
        }
    }

    /// From the text of `schedstat` and of `stat` in `/proc/PID/task/TID`, read
    /// in this order right after the moment `at`.
    #[must_use]
    fn parse(at: Duration, schedstat: &str, stat: &str) -> Option<Self> {
        let mut numbers = schedstat.split_whitespace().map(str::parse);
        let cpu = Duration::from_nanos(numbers.next()?.ok()?);
        let starved = Duration::from_nanos(numbers.next()?.ok()?);
        // The name before it is in parentheses, and may hold any character.
        let state = stat.rsplit_once(')')?.1.trim_start().chars().next()?;
        Some(Self {
            cpu,
            starved,
            asleep: matches!(state, 'S' | 'D'),
            at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(schedstat: &str, stat: &str) -> Option<ThreadTimes> {
        ThreadTimes::parse(Duration::from_nanos(4), schedstat, stat)
    }

    #[test]
    fn a_name_with_a_parenthesis_does_not_hide_the_state() {
        let times = parse("5 6 7\n", "1 (a) R (b) S 0 0").unwrap();
        assert!(times.asleep);
        assert_eq!(times.cpu, Duration::from_nanos(5));
        assert_eq!(times.starved, Duration::from_nanos(6));
        assert_eq!(times.at, Duration::from_nanos(4));
        assert!(!parse("5 6 7", "1 (S) R 0").unwrap().asleep);
        assert_eq!(parse("", "1 (S) R 0"), None);
        assert_eq!(parse("5 6 7", ""), None);
    }
}
