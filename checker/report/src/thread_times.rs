//! What the system knows of a thread.

use std::time::Duration;

/// What is known of a thread at a moment.
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
    /// From the text of `schedstat` and of `stat` in `/proc/PID/task/TID`, read
    /// in this order right after the moment `at`.
    #[must_use]
    pub fn parse(at: Duration, schedstat: &str, stat: &str) -> Option<Self> {
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
