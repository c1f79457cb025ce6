//! A lock for many readers or one writer, of which taking it and giving it back
//! are steps.

use super::id;
use instrument::turns::{give_back, take, try_take};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{self, LockResult, PoisonError, TryLockError, TryLockResult};

const READ: &str = "the lock for reading";
const WRITE: &str = "the lock for writing";

/// As `std::sync::RwLock`: a value that many threads can read, or one can write.
#[derive(Debug, Default)]
pub struct RwLock<T> {
    inner: sync::RwLock<T>,
}

/// As `std::sync::RwLockReadGuard`.
pub struct RwLockReadGuard<'a, T> {
    lock: &'a RwLock<T>,
    inner: Option<sync::RwLockReadGuard<'a, T>>,
}

/// As `std::sync::RwLockWriteGuard`.
pub struct RwLockWriteGuard<'a, T> {
    lock: &'a RwLock<T>,
    inner: Option<sync::RwLockWriteGuard<'a, T>>,
}

impl<T> RwLock<T> {
    /// A lock around `value`.
    pub const fn new(value: T) -> Self {
        let inner = sync::RwLock::new(value);
        Self { inner }
    }

    /// Wait until nobody writes, and take it for reading.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it wrote.
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let attempt = || attempt(self.inner.try_read());
        let taken = take(id(self), READ, attempt).unwrap_or_else(|| self.inner.read());
        map(taken, |inner| self.reads(inner))
    }

    /// Take it for reading, if nobody writes.
    ///
    /// # Errors
    ///
    /// When somebody writes, or a thread panicked while it wrote.
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let taken = try_take(id(self), READ, || attempt(self.inner.try_read()));
        tried(taken, |inner| self.reads(inner))
    }

    /// Wait until nobody reads or writes, and take it for writing.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it wrote.
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let attempt = || attempt(self.inner.try_write());
        let taken = take(id(self), WRITE, attempt).unwrap_or_else(|| self.inner.write());
        map(taken, |inner| self.writes(inner))
    }

    /// Take it for writing, if nobody reads or writes.
    ///
    /// # Errors
    ///
    /// When somebody reads or writes, or a thread panicked while it wrote.
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let taken = try_take(id(self), WRITE, || attempt(self.inner.try_write()));
        tried(taken, |inner| self.writes(inner))
    }

    /// The value, by whoever owns the lock alone.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it wrote.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.inner.get_mut()
    }

    /// The value, without the lock.
    ///
    /// # Errors
    ///
    /// When a thread panicked while it wrote.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner()
    }

    /// Whether a thread panicked while it wrote.
    pub fn is_poisoned(&self) -> bool {
        self.inner.is_poisoned()
    }

    fn reads<'a>(&'a self, inner: sync::RwLockReadGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        let inner = Some(inner);
        RwLockReadGuard { lock: self, inner }
    }

    fn writes<'a>(&'a self, inner: sync::RwLockWriteGuard<'a, T>) -> RwLockWriteGuard<'a, T> {
        let inner = Some(inner);
        RwLockWriteGuard { lock: self, inner }
    }
}

fn attempt<G>(taken: Result<G, TryLockError<G>>) -> Option<LockResult<G>> {
    match taken {
        Ok(guard) => Some(Ok(guard)),
        Err(TryLockError::Poisoned(error)) => Some(Err(error)),
        Err(TryLockError::WouldBlock) => None,
    }
}

fn map<G, H>(taken: LockResult<G>, guard: impl FnOnce(G) -> H) -> LockResult<H> {
    match taken {
        Ok(inner) => Ok(guard(inner)),
        Err(error) => Err(PoisonError::new(guard(error.into_inner()))),
    }
}

fn tried<G, H>(taken: Option<LockResult<G>>, guard: impl FnOnce(G) -> H) -> TryLockResult<H> {
    match taken {
        Some(taken) => map(taken, guard).map_err(TryLockError::Poisoned),
        None => Err(TryLockError::WouldBlock),
    }
}

/// What both guards have.
macro_rules! guard {
    ($name:ident, $words:ident) => {
        impl<T> Deref for $name<'_, T> {
            type Target = T;

            fn deref(&self) -> &T {
                self.inner.as_ref().expect("it is given back when dropped")
            }
        }

        impl<T> Drop for $name<'_, T> {
            fn drop(&mut self) {
                let inner = &mut self.inner;
                give_back(id(self.lock), $words, || drop(inner.take()));
            }
        }

        impl<T: fmt::Debug> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
    };
}

guard!(RwLockReadGuard, READ);
guard!(RwLockWriteGuard, WRITE);

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.inner.as_mut().expect("it is given back when dropped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_read_and_one_writes() {
        let lock = RwLock::new(5);
        let (first, second) = (lock.read().unwrap(), lock.read().unwrap());
        assert_eq!((*first, *second), (5, 5));
        assert!(lock.try_read().is_ok() && lock.try_write().is_err());
        drop((first, second));
        assert!(lock.try_write().is_ok_and(|_| lock.try_read().is_err()));
        *lock.write().unwrap() += 1;
        assert_eq!(lock.into_inner().unwrap(), 6);
    }
}
