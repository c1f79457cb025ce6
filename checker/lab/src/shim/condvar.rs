//! A condition variable at which every sleep and every wake-up is a step.

use super::{MutexGuard, id};
use instrument::turns::{self, Bed, Found, Woken};
use std::sync::{self, LockResult, PoisonError};
use std::time::Duration;

/// As `std::sync::Condvar`: a place where threads sleep until another one tells
/// them that something has changed.
///
/// Who waits gives the lock back and sleeps, in one step, and has the lock again
/// when the wait is over. A thread is woken by [`notify_one`](Self::notify_one) or
/// [`notify_all`](Self::notify_all) of another one; nothing is kept for a thread that
/// comes later. As with `std`, a thread may also wake up for no reason, and others may
/// have had the lock before it gets it again: when an answer is judged, both happen.
///
/// ```
/// use lab::shim::{Condvar, Mutex};
/// use std::thread;
///
/// let (letters, arrived) = (Mutex::new(Vec::new()), Condvar::new());
/// thread::scope(|scope| {
///     scope.spawn(|| {
///         letters.lock().unwrap().push("from Ada");
///         arrived.notify_one();
///     });
///     let waiting = letters.lock().unwrap();
///     let mut letters = arrived.wait_while(waiting, |letters| letters.is_empty()).unwrap();
///     assert_eq!(letters.pop(), Some("from Ada"));
/// });
/// ```
#[derive(Debug, Default)]
pub struct Condvar {
    name: Option<String>,
    inner: sync::Condvar,
}

/// As `std::sync::WaitTimeoutResult`: whether a wait ended because its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the time was over.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// One at which nobody waits.
    #[must_use]
    pub const fn new() -> Self {
        let inner = sync::Condvar::new();
        Self { name: None, inner }
    }

    /// One that is called by a name where the verdict speaks of it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let name = Some(name.to_owned());
        let inner = sync::Condvar::new();
        Self { name, inner }
    }

    /// Give the lock back and sleep, until somebody wakes this thread or for no
    /// reason; then take the lock again.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had the lock.
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let (lock, mut held) = guard.into_parts();
        let holds = Some((id(lock), lock.name()));
        let begin = || give_back(&mut held);
        match turns::sleep(self.bed(), holds, None, begin) {
            Some(_) => lock.lock(),
            None => match held {
                Some(held) => lock.guard(self.inner.wait(held)),
                None => lock.lock(),
            },
        }
    }

    /// As [`wait`](Self::wait), again and again while `condition` says so.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had the lock.
    pub fn wait_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// As [`wait`](Self::wait), but no longer than `at_most`. When an answer is
    /// judged, no time is waited for: it is over when nobody else can go on, or
    /// sooner.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had the lock.
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        at_most: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (lock, mut held) = guard.into_parts();
        let holds = Some((id(lock), lock.name()));
        let begin = || give_back(&mut held);
        let slept = turns::sleep(self.bed(), holds, Some(at_most), begin);
        let (taken, over) = match (slept, held) {
            (Some(woken), _) => (lock.lock(), woken == Woken::TimeIsOver),
            (None, None) => (lock.lock(), false),
            (None, Some(held)) => match self.inner.wait_timeout(held, at_most) {
                Ok((held, over)) => (lock.guard(Ok(held)), over.timed_out()),
                Err(error) => {
                    let (held, over) = error.into_inner();
                    (lock.guard(Err(PoisonError::new(held))), over.timed_out())
                }
            },
        };
        with(taken, WaitTimeoutResult(over))
    }

    /// As [`wait_while`](Self::wait_while), but no longer than `at_most` in all.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had the lock.
    pub fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        at_most: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let begun = std::time::Instant::now();
        let mut over = false;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let left = at_most.saturating_sub(begun.elapsed());
            if over || left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            let (again, ended) = self.wait_timeout(guard, left)?;
            (guard, over) = (again, ended.timed_out());
        }
    }

    /// Wake one of the threads that wait here, whichever it is. If none does, nothing
    /// happens.
    pub fn notify_one(&self) {
        turns::wake_one(self.bed());
        self.inner.notify_one();
    }

    /// Wake all threads that wait here.
    pub fn notify_all(&self) {
        turns::wake_all(self.bed());
        self.inner.notify_all();
    }

    fn bed(&self) -> Bed<'_> {
        Bed {
            thing: id(self),
            name: self.name.as_deref().unwrap_or("the condvar"),
            restless: true,
        }
    }
}

fn give_back<G>(held: &mut Option<G>) -> Found {
    drop(held.take());
    Found::Nothing
}

fn with<G, V>(taken: LockResult<G>, value: V) -> LockResult<(G, V)> {
    match taken {
        Ok(guard) => Ok((guard, value)),
        Err(error) => Err(PoisonError::new((error.into_inner(), value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ms;
    use crate::shim::Mutex;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::thread;

    #[test]
    fn who_waits_is_woken() {
        for all in [false, true] {
            let (ready, told) = (Mutex::new(0), Condvar::new());
            thread::scope(|scope| {
                let waits = || *told.wait_while(ready.lock().unwrap(), |n| *n == 0).unwrap();
                let waits = scope.spawn(waits);
                *ready.lock().unwrap() = 7;
                match all {
                    true => told.notify_all(),
                    false => told.notify_one(),
                }
                assert_eq!(waits.join().unwrap(), 7);
            });
        }
    }

    #[test]
    fn a_wait_with_an_end_ends() {
        let (ready, told) = (Mutex::new(false), Condvar::named("the bell"));
        let (guard, over) = told.wait_timeout(ready.lock().unwrap(), ms(1)).unwrap();
        drop(guard);
        // It may have been for no reason.
        let _ = over.timed_out();
        let still = |ready: &mut bool| !*ready;
        let (mut guard, over) = told
            .wait_timeout_while(ready.lock().unwrap(), ms(2), still)
            .unwrap();
        assert!(over.timed_out());
        *guard = true;
        let (_, over) = told.wait_timeout_while(guard, ms(2), still).unwrap();
        assert!(!over.timed_out());
    }

    #[test]
    fn who_wakes_up_learns_that_the_lock_is_poisoned() {
        let (ready, told) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            let waits = scope.spawn(|| match ready.lock() {
                Ok(guard) => told.wait_while(guard, |ready| !*ready).is_err(),
                // It came too late to sleep.
                Err(_) => true,
            });
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let mut guard = ready.lock().unwrap();
                *guard = true;
                resume_unwind(Box::new("out of tea"));
            }));
            told.notify_all();
            assert!(outcome.is_err() && waits.join().unwrap());
        });
    }
}
