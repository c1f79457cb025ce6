// accepted: a number that grows says which round it is, and who is next

use lab::shim::Ordering::{Acquire, Relaxed, Release};
use lab::shim::{AtomicU32, AtomicU64, Slot};

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
            state: AtomicU32::new(0),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        let Some(round) = self.at(0) else {
            return Err(parcel);
        };
        self.parcel.put(parcel);
        self.state.store(round.wrapping_add(2), Release);
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let round = self.at(2)?;
        let parcel = self.parcel.take();
        self.taken.fetch_add(1, Relaxed);
        self.state.store(round.wrapping_add(2), Release);
        parcel
    }

    fn at(&self, stage: u32) -> Option<u32> {
        let round = self.state.load(Relaxed);
        if round % 4 != stage {
            return None;
        }
        let next = round.wrapping_add(1);
        let mine = self.state.compare_exchange(round, next, Acquire, Relaxed);
        mine.ok()
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
