//! The files and connections that this process has open, by the numbers that the
//! system gives out next: a new one gets the lowest that is free. No list of them is
//! read, so a sealed process sees it, too.

use crate::refusal::{finding, refuse};
use lab::ms;
use report::{Finding, Kind};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;

/// How long what is no longer needed may take to be closed, on another thread.
const CLOSES: Duration = ms(1_000);

/// Which numbers were free at a time.
#[derive(Debug)]
pub struct OpenFiles {
    free: Vec<i32>,
}

impl OpenFiles {
    /// As they are now. What the first runtime of a process opens for all that come later, to
    /// hear of signals, is open by then: it is nobody's connection.
    #[must_use]
    pub fn now() -> Self {
        // On another thread: within a runtime no other one may end.
        let first = thread::spawn(|| drop(Builder::new_current_thread().enable_all().build()));
        let _ = first.join();
        Self { free: free(0) }
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
        // What was open then may have been closed: then lower ones are free, too.
        let now = free(self.free.last().copied().unwrap_or(0));
        self.free.iter().filter(|one| !now.contains(one)).count()
    }
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

/// The numbers that are free, from the lowest one on, up to `highest` at least.
#[cfg(unix)]
fn free(highest: i32) -> Vec<i32> {
    use std::os::fd::{AsRawFd, OwnedFd};
    const LOOKED_AT: usize = 32;
    let one = std::io::stdin();
    let mut open: Vec<OwnedFd> = Vec::new();
    while open.len() < LOOKED_AT || open.last().is_some_and(|last| last.as_raw_fd() < highest) {
        // Fewer where the system has no more: then fewer are compared.
        let Ok(next) = rustix::io::dup(&one) else {
            break;
        };
        open.push(next);
    }
    open.iter().map(AsRawFd::as_raw_fd).collect()
}

#[cfg(not(unix))]
fn free(_: i32) -> Vec<i32> {
    Vec::new()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    // Other tests of this process open files meanwhile, so only numbers are compared.
    #[test]
    fn a_number_that_is_taken_is_noticed() {
        let before = OpenFiles { free: free(0) };
        let kept: Vec<_> = (0..64)
            .map_while(|_| rustix::io::dup(std::io::stdin()).ok())
            .collect();
        assert!(before.taken() > 0, "{before:?}");
        drop(kept);
    }

    #[test]
    fn a_lower_number_that_becomes_free_is_no_other_that_is_taken() {
        let lowest = rustix::io::dup(std::io::stdin());
        let before = free(0);
        drop(lowest);
        let highest = before.last().copied().unwrap_or(0);
        assert!(free(highest).last().is_some_and(|last| *last >= highest));
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
