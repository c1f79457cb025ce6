//! A clock that stands still while threads are at work.

use lab::ms;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::{advance, pause};

/// The clock of a runtime in [`real_time`](crate::real_time), which from here on moves when
/// the test moves it, and never by itself: for minutes in an exercise with blocking threads,
/// in which the runtime is idle and yet nobody waits for the clock. Dropped, it moves as
/// that of [`virtual_time`](crate::virtual_time) does.
#[derive(Debug)]
pub struct StillClock {
    // A thread that is at work holds the clock up; it is let go when this is dropped.
    _held: Sender<()>,
}

impl StillClock {
    /// Stop the clock.
    ///
    /// # Panics
    ///
    /// Outside of a runtime of one thread, or where the clock was stopped before.
    #[must_use]
    pub fn from_here() -> Self {
        pause();
        let (hold, held) = channel::<()>();
        drop(spawn_blocking(move || held.recv().is_ok()));
        Self { _held: hold }
    }

    /// So much time passes.
    pub async fn passes(&self, time: Duration) {
        advance(time).await;
    }

    /// What needs no clock goes on, on other threads too: for so many milliseconds of real
    /// time, or until `is_over`. Returns whether it is.
    pub async fn stands(&self, times: usize, mut is_over: impl FnMut() -> bool) -> bool {
        for _ in 0..times {
            if is_over() {
                return true;
            }
            let _ = spawn_blocking(|| thread::sleep(ms(1))).await;
        }
        is_over()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real_time;
    use crate::refusal::accepts;
    use tokio::time::{Instant, sleep};

    #[test]
    fn it_moves_when_it_is_moved() {
        accepts(|| {
            real_time(async || {
                let (clock, start) = (StillClock::from_here(), Instant::now());
                let waits = tokio::spawn(sleep(ms(60_000)));
                assert!(!clock.stands(5, || waits.is_finished()).await);
                assert_eq!(start.elapsed(), ms(0));
                clock.passes(ms(59_000)).await;
                assert!(!clock.stands(5, || waits.is_finished()).await);
                clock.passes(ms(2_000)).await;
                assert!(clock.stands(2_000, || waits.is_finished()).await);
            });
        });
    }
}
