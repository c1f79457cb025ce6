// refused: does-not-compile — a parcel that cannot be cloned cannot be sent

use lab::shim::Ordering::{Acquire, Relaxed, Release};
use lab::shim::{AtomicU32, AtomicU64, Slot};

const EMPTY: u32 = 0;
const BUSY: u32 = 1;
const FULL: u32 = 2;

pub struct Hatch<T> {
    parcel: Slot<T>,
    taken: AtomicU64,
    state: AtomicU32,
}

impl<T: Clone> Hatch<T> {
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
            state: AtomicU32::named("state", EMPTY),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        let mine = self.state.compare_exchange(EMPTY, BUSY, Acquire, Relaxed);
        if mine.is_err() {
            return Err(parcel);
        }
        self.parcel.put(parcel);
        self.state.store(FULL, Release);
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mine = self.state.compare_exchange(FULL, BUSY, Acquire, Relaxed);
        mine.ok()?;
        let parcel = self.parcel.get();
        self.taken.fetch_add(1, Relaxed);
        self.state.store(EMPTY, Release);
        parcel
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
