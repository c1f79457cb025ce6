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
}

impl ThreadTimes {
    /// From the text of `schedstat` and of `stat` in `/proc/PID/task/TID`, read
    /// in this order.
    #[must_use]
    pub fn parse(schedstat: &str, stat: &str) -> Option<Self> {
        let mut numbers = schedstat.split_whitespace().map(str::parse);
        let cpu = Duration::from_nanos(numbers.next()?.ok()?);
        let starved = Duration::from_nanos(numbers.next()?.ok()?);
        // The name before it is in parentheses, and may hold any character.
        let state = stat.rsplit_once(')')?.1.trim_start().chars().next()?;
        Some(Self {
            cpu,
            starved,
            asleep: matches!(state, 'S' | 'D'),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_parenthesis_does_not_hide_the_state() {
        let times = ThreadTimes::parse("5 6 7\n", "1 (a) R (b) S 0 0").unwrap();
        assert!(times.asleep);
        assert_eq!(times.cpu, Duration::from_nanos(5));
        assert_eq!(times.starved, Duration::from_nanos(6));
        assert!(!ThreadTimes::parse("5 6 7", "1 (S) R 0").unwrap().asleep);
        assert_eq!(ThreadTimes::parse("", "1 (S) R 0"), None);
        assert_eq!(ThreadTimes::parse("5 6 7", ""), None);
    }
}
