// refused: data-race — the slot is touched before anybody has looked whether it may be

use lab::shim::Ordering::{AcqRel, Acquire, Relaxed, Release};
use lab::shim::{AtomicU32, AtomicU64, Slot};

const EMPTY: u32 = 0;
const BUSY: u32 = 1;
const FULL: u32 = 2;

pub struct Hatch<T> {
    parcel: Slot<T>,
    taken: AtomicU64,
    state: AtomicU32,
}

impl<T> Hatch<T> {
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
            state: AtomicU32::named("state", EMPTY),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        let first = self.parcel.put(parcel);
        let mine = self.state.compare_exchange(EMPTY, FULL, AcqRel, Acquire);
        if mine.is_err() {
            let back = first.and_then(|first| self.parcel.put(first));
            return back.map_or(Ok(()), Err);
        }
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mine = self.state.compare_exchange(FULL, BUSY, Acquire, Relaxed);
        mine.ok()?;
        let parcel = self.parcel.take();
        self.taken.fetch_add(1, Relaxed);
        self.state.store(EMPTY, Release);
        parcel
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
