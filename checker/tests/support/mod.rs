//! What tests of the program from outside are written with.

mod bench;
mod course;
mod processes;
mod ran;
pub(crate) mod terminal;

pub(crate) use bench::{Bench, PROGRAM};
pub(crate) use course::{INFO, answer};
pub(crate) use processes::{calling, state, ticks};
pub(crate) use ran::Ran;

use std::time::{Duration, Instant};

/// Only a failing test waits this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Look again and again until it is so.
#[track_caller]
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Say why a test that cannot be made here is not made.
#[expect(clippy::print_stderr, reason = "whoever runs the tests has to know")]
pub(crate) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
