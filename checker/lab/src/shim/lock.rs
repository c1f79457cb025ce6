//! A lock of which taking it and giving it back are steps.

use super::id;
use instrument::turns::{give_back, take, try_take};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

/// As `std::sync::Mutex`: a value that one thread at a time can get at.
#[derive(Debug, Default)]
pub struct Mutex<T> {
    name: Option<String>,
    inner: sync::Mutex<T>,
}

/// As `std::sync::MutexGuard`: whoever has it can get at the value, until it is
/// dropped.
pub struct MutexGuard<'a, T> {
    lock: &'a Mutex<T>,
    /// `None` once it is given back.
    inner: Option<sync::MutexGuard<'a, T>>,
}

impl<T> Mutex<T> {
    /// A lock around `value`.
    pub const fn new(value: T) -> Self {
        let inner = sync::Mutex::new(value);
        Self { name: None, inner }
    }

    /// A lock that is called by a name where the verdict speaks of it.
    pub fn named(name: &str, value: T) -> Self {
        let name = Some(name.to_owned());
        let inner = sync::Mutex::new(value);
        Self { name, inner }
    }

    /// Wait until nobody else has it, and take it.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had it.
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let attempt = || match self.inner.try_lock() {
            Ok(guard) => Some(Ok(guard)),
            Err(TryLockError::Poisoned(error)) => Some(Err(error)),
            Err(TryLockError::WouldBlock) => None,
        };
        self.guard(take(id(self), self.name(), attempt).unwrap_or_else(|| self.inner.lock()))
    }

    /// Take it, if nobody else has it.
    ///
    /// # Errors
    ///
    /// When somebody has it, or a thread panicked while it had it.
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let attempt = || match self.inner.try_lock() {
            Ok(guard) => Some(Ok(guard)),
            Err(TryLockError::Poisoned(error)) => Some(Err(error)),
            Err(TryLockError::WouldBlock) => None,
        };
        match try_take(id(self), self.name(), attempt) {
            Some(taken) => self.guard(taken).map_err(TryLockError::Poisoned),
            None => Err(TryLockError::WouldBlock),
        }
    }

    /// The value, by whoever owns the lock alone.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had the lock.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.inner.get_mut()
    }

    /// The value, without the lock.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it had the lock.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner()
    }

    /// Whether a thread panicked while it had the lock.
    pub fn is_poisoned(&self) -> bool {
        self.inner.is_poisoned()
    }

    pub(super) fn guard<'a>(
        &'a self,
        taken: LockResult<sync::MutexGuard<'a, T>>,
    ) -> LockResult<MutexGuard<'a, T>> {
        let guard = |inner| MutexGuard {
            lock: self,
            inner: Some(inner),
        };
        match taken {
            Ok(inner) => Ok(guard(inner)),
            Err(error) => Err(PoisonError::new(guard(error.into_inner()))),
        }
    }

    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("the lock")
    }
}

impl<'a, T> MutexGuard<'a, T> {
    /// The lock, and what is held of it: whoever has that gives it back.
    pub(super) fn into_parts(mut self) -> (&'a Mutex<T>, Option<sync::MutexGuard<'a, T>>) {
        (self.lock, self.inner.take())
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.inner.as_ref().expect("it is given back when dropped")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.inner.as_mut().expect("it is given back when dropped")
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if self.inner.is_some() {
            let inner = &mut self.inner;
            give_back(id(self.lock), self.lock.name(), || drop(inner.take()));
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::thread;

    #[test]
    fn one_thread_at_a_time_has_it() {
        let number = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| *number.lock().unwrap() += 1));
            }
        });
        assert_eq!(number.into_inner().unwrap(), 400);
    }

    #[test]
    fn it_is_there_again_when_the_guard_is_gone() {
        let lock = Mutex::named("the till", 5);
        let guard = lock.lock().unwrap();
        assert!(matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
        drop(guard);
        assert_eq!(*lock.try_lock().unwrap(), 5);
    }

    #[test]
    fn a_panic_under_the_lock_poisons_it() {
        let lock = Mutex::new(5);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let _guard = lock.lock().unwrap();
            resume_unwind(Box::new("out of tea"));
        }));
        assert!(outcome.is_err() && lock.is_poisoned());
        let value = lock.lock().map_or_else(|error| *error.into_inner(), |n| *n);
        assert_eq!(value, 5);
    }
}
