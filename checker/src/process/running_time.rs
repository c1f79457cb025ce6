//! A deadline that counts the time in which we ran, too: while somebody holds us
//! up, nobody could have stopped a child, or have heard what it says.

use super::registry::stops;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Whoever waits looks at the clock this often.
const LOOK: Duration = Duration::from_millis(250);
/// A look that comes later than this was held up.
const LATE: Duration = Duration::from_millis(100);
/// A child that talks to us may have lost patience meanwhile.
const LONG: Duration = Duration::from_secs(1);

/// The time that passes while we run.
pub struct RunningTime {
    started: Instant,
    lost: Duration,
    longest: Duration,
    stops: usize,
}

impl RunningTime {
    /// From now on.
    #[must_use]
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
            lost: Duration::ZERO,
            longest: Duration::ZERO,
            stops: stops(),
        }
    }

    /// So much has passed.
    #[must_use]
    pub fn passed(&self) -> Duration {
        self.started.elapsed().saturating_sub(self.lost)
    }

    /// Whether children were stopped with us, or could not talk to us for long.
    pub(super) fn was_interrupted(&self) -> bool {
        self.stops != stops() || self.longest > LONG
    }

    /// The next of `events` until so much has passed; `None` then.
    pub fn next<T>(&mut self, events: &Receiver<T>, until: Duration) -> Option<T> {
        loop {
            let wait = until.saturating_sub(self.passed()).min(LOOK);
            let before = Instant::now();
            let next = events.recv_timeout(wait);
            self.held_up(before.elapsed().saturating_sub(wait));
            match next {
                Ok(event) => return Some(event),
                Err(RecvTimeoutError::Timeout) if self.passed() < until => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn held_up(&mut self, late: Duration) {
        if late > LATE {
            self.lost += late;
            self.longest = self.longest.max(late);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn time_in_which_we_were_held_up_does_not_count() {
        let mut time = RunningTime::start();
        time.started -= Duration::from_secs(60);
        time.held_up(Duration::from_millis(50));
        assert!(time.passed() >= Duration::from_secs(60) && !time.was_interrupted());
        time.held_up(Duration::from_secs(59));
        let passed = time.passed();
        assert!(passed < Duration::from_secs(30), "{passed:?}");
        assert!(time.was_interrupted());
    }

    #[test]
    fn events_come_before_the_end_and_none_after_it() {
        let (send, events) = channel();
        send.send(7).unwrap();
        let mut time = RunningTime::start();
        assert_eq!(time.next(&events, Duration::from_secs(60)), Some(7));
        assert_eq!(time.next(&events, Duration::from_millis(20)), None);
        assert!(time.passed() >= Duration::from_millis(20));
    }
}
