// accepted: one flag says that somebody is at the slot, which says the rest

use lab::shim::Ordering::{Acquire, Relaxed, Release};
use lab::shim::{AtomicBool, AtomicU64, Slot};

pub struct Hatch<T> {
    parcel: Slot<T>,
    taken: AtomicU64,
    busy: AtomicBool,
}

impl<T> Hatch<T> {
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
            busy: AtomicBool::new(false),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        if self.busy.swap(true, Acquire) {
            return Err(parcel);
        }
        let outcome = match self.parcel.put(parcel) {
            None => Ok(()),
            Some(first) => match self.parcel.put(first) {
                Some(back) => Err(back),
                None => Ok(()),
            },
        };
        self.busy.store(false, Release);
        outcome
    }

    pub fn take(&self) -> Option<T> {
        if self.busy.swap(true, Acquire) {
            return None;
        }
        let parcel = self.parcel.take();
        self.taken.fetch_add(u64::from(parcel.is_some()), Relaxed);
        self.busy.store(false, Release);
        parcel
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
