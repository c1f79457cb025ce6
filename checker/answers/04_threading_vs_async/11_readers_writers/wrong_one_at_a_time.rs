// refused: not-concurrent — one lock for readers and writers: one is in at a time

use lab::shim::{Mutex, MutexGuard};
use std::sync::PoisonError;

#[derive(Default)]
pub struct FairLock {
    lock: Mutex<()>,
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        Reading {
            _guard: self.lock.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    pub fn write(&self) -> Writing<'_> {
        Writing {
            _guard: self.lock.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

pub struct Reading<'a> {
    _guard: MutexGuard<'a, ()>,
}

pub struct Writing<'a> {
    _guard: MutexGuard<'a, ()>,
}

fn main() {}
