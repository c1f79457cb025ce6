// refused: wrong-result — all hatches have one state

use lab::shim::Ordering::{Acquire, Relaxed, Release};
use lab::shim::{AtomicU32, AtomicU64, Slot};

const EMPTY: u32 = 0;
const BUSY: u32 = 1;
const FULL: u32 = 2;

static STATE: AtomicU32 = AtomicU32::new(EMPTY);

pub struct Hatch<T> {
    parcel: Slot<T>,
    taken: AtomicU64,
}

impl<T> Hatch<T> {
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        let mine = STATE.compare_exchange(EMPTY, BUSY, Acquire, Relaxed);
        if mine.is_err() {
            return Err(parcel);
        }
        self.parcel.put(parcel);
        STATE.store(FULL, Release);
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mine = STATE.compare_exchange(FULL, BUSY, Acquire, Relaxed);
        mine.ok()?;
        let parcel = self.parcel.take();
        self.taken.fetch_add(1, Relaxed);
        STATE.store(EMPTY, Release);
        parcel
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
