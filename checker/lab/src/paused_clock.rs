//! A clock for those who build timers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A clock that stands still until somebody moves it. It begins at 0 and only
/// goes forwards. Clones are the same clock.
///
/// ```
/// use lab::{PausedClock, ms};
///
/// let clock = PausedClock::new();
/// assert_eq!(clock.now(), ms(0));
/// clock.jump_to(ms(20));
/// assert_eq!(clock.now(), ms(20));
/// assert_eq!(clock.jumps(), [ms(20)]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct PausedClock {
    jumps: Arc<Mutex<Vec<Duration>>>,
}

impl PausedClock {
    /// It shows 0.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.lock().last().copied().unwrap_or_default()
    }

    /// Show `moment` from now on.
    ///
    /// # Panics
    ///
    /// If `moment` is over already: time does not go back.
    #[track_caller]
    pub fn jump_to(&self, moment: Duration) {
        let now = self.now();
        assert!(
            now <= moment,
            "it is {now:?}, and a clock does not go back to {moment:?}"
        );
        self.lock().push(moment);
    }

    /// Where it jumped to, in order.
    #[must_use]
    pub fn jumps(&self) -> Vec<Duration> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Duration>> {
        self.jumps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ms;
    use std::panic::catch_unwind;

    #[test]
    fn clones_show_the_same_time() {
        let clock = PausedClock::new();
        clock.clone().jump_to(ms(5));
        clock.jump_to(ms(5));
        assert_eq!((clock.now(), clock.jumps()), (ms(5), vec![ms(5), ms(5)]));
    }

    #[test]
    fn a_clock_does_not_go_back() {
        let clock = PausedClock::new();
        clock.jump_to(ms(5));
        let back = clock.clone();
        assert!(catch_unwind(move || back.jump_to(ms(4))).is_err());
        assert_eq!(clock.now(), ms(5));
    }
}
