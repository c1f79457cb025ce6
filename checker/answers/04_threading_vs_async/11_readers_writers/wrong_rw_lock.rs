// refused: too-early — the RwLock that there is, which does not say who goes first

use lab::shim::{RwLock, RwLockReadGuard, RwLockWriteGuard};

#[derive(Default)]
pub struct FairLock {
    lock: RwLock<()>,
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        let taken = self.lock.read();
        Reading {
            _guard: taken.unwrap_or_else(|error| error.into_inner()),
        }
    }

    pub fn write(&self) -> Writing<'_> {
        let taken = self.lock.write();
        Writing {
            _guard: taken.unwrap_or_else(|error| error.into_inner()),
        }
    }
}

pub struct Reading<'a> {
    _guard: RwLockReadGuard<'a, ()>,
}

pub struct Writing<'a> {
    _guard: RwLockWriteGuard<'a, ()>,
}

fn main() {}
