//! Threads that park until another one unparks them, as with `std::thread`.

use instrument::turns::{self, Bed, Found};
use std::cell::RefCell;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

thread_local! {
    static THIS: RefCell<Option<Thread>> = const { RefCell::new(None) };
}

/// As `std::thread::Thread`: a thread that can be unparked. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Thread {
    parked: Arc<Parked>,
}

#[derive(Debug, Default)]
struct Parked {
    /// Whether it was unparked since it parked last.
    token: Mutex<bool>,
    unparked: Condvar,
}

/// The calling thread.
///
/// ```
/// use lab::shim::thread;
///
/// let this = thread::current();
/// std::thread::scope(|scope| {
///     scope.spawn(|| this.unpark());
///     thread::park();
/// });
/// ```
#[must_use]
pub fn current() -> Thread {
    let this = |this: &RefCell<Option<Thread>>| {
        let mut this = this.borrow_mut();
        let new = || Thread {
            parked: Arc::default(),
        };
        this.get_or_insert_with(new).clone()
    };
    THIS.with(this)
}

/// Sleep until somebody unparks this thread; not at all if that has happened since it
/// parked last. As with `std`, it may also return for no reason.
pub fn park() {
    current().sleep(None);
}

/// As [`park`], but no longer than `at_most`. When an answer is judged, no time is
/// waited for: it is over when nobody else can go on, or sooner.
pub fn park_timeout(at_most: Duration) {
    current().sleep(Some(at_most));
}

impl Thread {
    /// Wake it, if it is parked; else it will not sleep when it parks next.
    pub fn unpark(&self) {
        *self.token() = true;
        turns::wake_one(self.bed());
        self.parked.unparked.notify_one();
    }

    fn sleep(&self, at_most: Option<Duration>) {
        let begin = || match *self.token() {
            true => Found::Reason("parks, and was unparked before".to_owned()),
            false => Found::Nothing,
        };
        if turns::sleep(self.bed(), None, at_most, begin).is_none() {
            self.sleep_outside(at_most);
        }
        *self.token() = false;
    }

    fn sleep_outside(&self, at_most: Option<Duration>) {
        let end = at_most.map(|at_most| Instant::now() + at_most);
        let mut token = self.token();
        while !*token {
            token = match end.map(|end| end.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return,
                Some(left) => {
                    let woken = self.parked.unparked.wait_timeout(token, left);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
                None => {
                    let woken = self.parked.unparked.wait(token);
                    woken.unwrap_or_else(PoisonError::into_inner)
                }
            };
        }
    }

    fn token(&self) -> MutexGuard<'_, bool> {
        let token = self.parked.token.lock();
        token.unwrap_or_else(PoisonError::into_inner)
    }

    fn bed(&self) -> Bed<'_> {
        Bed {
            thing: Arc::as_ptr(&self.parked).addr(),
            name: "the place where it parks",
            restless: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ms;
    use std::thread;

    #[test]
    fn who_was_unparked_before_does_not_sleep() {
        current().unpark();
        park();
        park_timeout(ms(1));
    }

    #[test]
    fn who_is_parked_is_unparked() {
        let this = current();
        thread::scope(|scope| {
            scope.spawn(move || this.unpark());
            park();
        });
    }
}
