//! The files and connections that this process has open, by the numbers that the
//! system gives out next: a new one gets the lowest that is free. No list of them is
//! read, so a sealed process sees it, too.

use crate::refusal::{finding, refuse};
use lab::ms;
use report::{Finding, Kind};
use std::thread;
use std::time::{Duration, Instant};

/// How long what is no longer needed may take to be closed, on another thread.
const CLOSES: Duration = ms(1_000);

/// So many numbers, the lowest ones. Fewer where the system has no more: then fewer are
/// compared.
const LOOKED_AT: usize = 32;

/// Which numbers were free at a time.
#[derive(Debug)]
pub struct OpenFiles {
    free: Vec<i32>,
}

impl OpenFiles {
    /// As they are now.
    #[must_use]
    pub fn now() -> Self {
        Self { free: free() }
    }

    /// What was opened since then is closed again. Call it when the other side of each
    /// connection that belongs to the test is closed.
    pub fn are_closed_again(&self) {
        let begun = Instant::now();
        while self.taken() > 0 && begun.elapsed() < CLOSES {
            thread::sleep(ms(2));
        }
        match self.taken() {
            0 => {}
            taken => refuse(kept(taken)),
        }
    }

    /// How many of the numbers that were free are not.
    fn taken(&self) -> usize {
        taken(&self.free, &free())
    }
}

/// How many of `before` are not among those that are free `now`. Numbers above the last
/// that was looked at may be free as well: where others were given back meanwhile, those
/// come first.
fn taken(before: &[i32], now: &[i32]) -> usize {
    let last = now.last().filter(|_| now.len() >= LOOKED_AT);
    let known = before
        .iter()
        .filter(|one| last.is_none_or(|last| *one <= last));
    known.filter(|one| !now.contains(one)).count()
}

fn kept(count: usize) -> Finding {
    let what = match count {
        1 => "a connection or file that was opened is".to_owned(),
        count => format!("{count} connections or files that were opened are"),
    };
    finding(
        Kind::Leaks,
        format!("{what} still open"),
        "it is kept although nobody needs it any more",
        "who owns it, and until when?",
    )
}

/// The numbers that are free, from the lowest one on.
#[cfg(unix)]
fn free() -> Vec<i32> {
    use std::os::fd::AsRawFd;
    let one = std::io::stdin();
    let open: Vec<_> = std::iter::from_fn(|| rustix::io::dup(&one).ok())
        .take(LOOKED_AT)
        .collect();
    open.iter().map(AsRawFd::as_raw_fd).collect()
}

#[cfg(not(unix))]
fn free() -> Vec<i32> {
    Vec::new()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    // Other tests of this process open files meanwhile, so only numbers are compared.
    #[test]
    fn a_number_that_is_taken_is_noticed() {
        let before = OpenFiles { free: free() };
        let kept: Vec<_> = (0..64)
            .map_while(|_| rustix::io::dup(std::io::stdin()).ok())
            .collect();
        assert!(before.taken() > 0, "{before:?}");
        drop(kept);
    }

    #[test]
    fn a_number_that_was_given_back_takes_none() {
        let all: Vec<i32> = (10..42).collect();
        assert_eq!(taken(&all, &all), 0);
        // Two that were open before are free now, so two fewer of the others are seen.
        let now: Vec<i32> = [5, 7].into_iter().chain(10..40).collect();
        assert_eq!(taken(&all, &now), 0);
        let now: Vec<i32> = [5, 7].into_iter().chain(11..41).collect();
        assert_eq!(taken(&all, &now), 1);
        assert_eq!(taken(&all, &[10, 11]), 30);
        assert_eq!(taken(&all, &[]), 32);
    }

    #[test]
    fn what_is_kept_is_counted_in_words() {
        assert_eq!(
            kept(1).observed,
            "a connection or file that was opened is still open"
        );
        assert_eq!(
            kept(2).observed,
            "2 connections or files that were opened are still open"
        );
    }
}
