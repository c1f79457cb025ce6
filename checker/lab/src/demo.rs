//! Work that is drawn while it goes on: what the demonstrations of the lessons are made of.
//!
//! `workbook demo 3` shows that of lesson 03. Other than the services of this world, which
//! an exercise may be given with a clock of its own, all of this takes real time.
//!
//! ```
//! use lab::{demo, ms};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! demo::ask("page 1", ms(5)); // this thread sleeps
//! demo::fetch("page 2", ms(5)).await; // other tasks of this thread go on
//! demo::compute("page 3", ms(5)); // a processor is busy
//! # }
//! ```

use instrument::Activity;
use instrument::observe::Span;
use std::hint::black_box;
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Ask for `item` and wait for the answer, which takes so long. The thread sleeps until
/// then.
pub fn ask(item: &str, takes: Duration) {
    let span = Span::doing(Activity::Blocking, item);
    thread::sleep(takes);
    span.end();
}

/// Ask for `item`; the answer takes so long. Whoever waits for it steps aside meanwhile.
pub async fn fetch(item: &str, takes: Duration) {
    let span = Span::doing(Activity::Waiting, item);
    sleep(takes).await;
    span.end();
}

/// Compute `item`, which takes a processor so long if nobody else needs it: the amount of
/// work is always the same.
pub fn compute(item: &str, takes: Duration) {
    let steps = steps_of(takes);
    let span = Span::doing(Activity::Computing, item);
    work(steps);
    span.end();
}

/// Draw `item` from now on, until [`Watched::done`] or until it is dropped: for what is
/// waited for in another way, such as a process or a place in a queue.
#[must_use = "it is drawn until it is dropped"]
pub fn watch(item: &str) -> Watched {
    Watched(Span::doing(Activity::Waiting, item))
}

/// Something that is drawn, by [`watch`].
#[derive(Debug)]
pub struct Watched(Span);

impl Watched {
    /// It has come to its end. What is dropped without that was cancelled.
    pub fn done(self) {
        self.0.end();
    }
}

/// As much work as a processor of this machine does in that time.
fn steps_of(time: Duration) -> u64 {
    /// Steps in a microsecond, as measured once.
    static PACE: OnceLock<u64> = OnceLock::new();
    let pace = *PACE.get_or_init(measured_pace);
    let microseconds = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    pace.saturating_mul(microseconds)
}

/// The best of some attempts: in the others somebody else had the processor.
fn measured_pace() -> u64 {
    const STEPS: u64 = 200_000;
    const ATTEMPTS: usize = 5;
    let attempt = |_| {
        let start = Instant::now();
        work(STEPS);
        start.elapsed()
    };
    let best = (0..ATTEMPTS).map(attempt).min().unwrap_or_default();
    let nanoseconds = u64::try_from(best.as_nanos()).unwrap_or(u64::MAX).max(1);
    (STEPS * 1_000 / nanoseconds).max(1)
}

fn work(steps: u64) {
    let mut pixel = 7_u64;
    for step in 0..steps {
        pixel = black_box(pixel.wrapping_mul(31).wrapping_add(step));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ms;

    #[tokio::test(start_paused = true)]
    async fn what_is_fetched_takes_its_time_and_lets_others_go_on() {
        let start = tokio::time::Instant::now();
        tokio::join!(fetch("tea", ms(50)), fetch("cups", ms(30)));
        assert_eq!(start.elapsed(), ms(50));
    }

    #[test]
    fn what_is_asked_for_takes_at_least_its_time() {
        let start = Instant::now();
        ask("tea", ms(3));
        assert!(start.elapsed() >= ms(3));
    }

    #[test]
    fn twice_the_time_is_twice_the_work() {
        let (short, long) = (steps_of(ms(4)), steps_of(ms(8)));
        assert!(short > 0);
        assert_eq!(long, 2 * short);
    }
}
