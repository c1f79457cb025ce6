//! Threads that were started, also those that have ended: nobody has to come by.

use crate::refusal::{finding, refuse};
use crate::trouble::none_left;
use report::Kind;
use std::thread;

/// Counts the threads that the program starts, whoever starts them, and however soon they
/// end. Threads of a pool count when the pool starts them.
///
/// The kit has threads of its own: call [`within`](crate::within),
/// [`background`](crate::background) and the like before, or count beside them.
#[derive(Debug)]
pub struct StartedThreads {
    before: u64,
}

impl StartedThreads {
    /// Count from here.
    #[must_use]
    pub fn baseline() -> Self {
        Self {
            before: number_of_a_new_one(),
        }
    }

    /// How many were started since.
    #[must_use]
    pub fn so_far(&self) -> u64 {
        number_of_a_new_one().saturating_sub(self.before + 1)
    }

    /// `n` threads were started, not fewer and not more. Ask once.
    pub fn are(&self, n: u64) {
        let started = self.so_far();
        if started != n {
            refuse(finding(
                match started < n {
                    true => Kind::NotConcurrent,
                    false => Kind::TooConcurrent,
                },
                format!(
                    "threads that were started, also those that have ended: {started}, expected {n}"
                ),
                "the work is not divided among threads as the exercise asks for",
                "which calls start a thread, and how often is each of them made?",
            ));
        }
    }
}

/// The standard library numbers all its threads in the order in which they are made, and
/// never twice. It says a number only where it shows one.
pub(crate) fn number_of_a_new_one() -> u64 {
    let thread = match thread::Builder::new().spawn(|| {}) {
        Ok(thread) => thread,
        Err(error) => none_left("thread", &error),
    };
    let number = number_of(thread.thread());
    let _ = thread.join();
    number
}

pub(crate) fn number_of_this_one() -> u64 {
    number_of(&thread::current())
}

fn number_of(thread: &thread::Thread) -> u64 {
    let shown = format!("{:?}", thread.id());
    let digits = shown.trim_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse().unwrap_or_default()
}
