// refused: wrong-result — two counts are enough for one thread on each side, and not for two

use lab::shim::Ordering::{Acquire, Relaxed, Release};
use lab::shim::{AtomicU64, Slot};

pub struct Hatch<T> {
    parcel: Slot<T>,
    taken: AtomicU64,
    put: AtomicU64,
}

impl<T> Hatch<T> {
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
            put: AtomicU64::named("put", 0),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        let put = self.put.load(Relaxed);
        if put != self.taken.load(Acquire) {
            return Err(parcel);
        }
        self.parcel.put(parcel);
        self.put.store(put + 1, Release);
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let taken = self.taken.load(Relaxed);
        if self.put.load(Acquire) == taken {
            return None;
        }
        let parcel = self.parcel.take();
        self.taken.store(taken + 1, Release);
        parcel
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
