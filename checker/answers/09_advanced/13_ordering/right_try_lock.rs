// accepted: a lock that is only tried waits for nobody, and orders all who have it

use lab::shim::Ordering::Relaxed;
use lab::shim::{AtomicU64, Mutex};

pub struct Hatch<T> {
    parcel: Mutex<Option<T>>,
    taken: AtomicU64,
}

impl<T> Hatch<T> {
    pub fn empty() -> Self {
        Self {
            parcel: Mutex::new(None),
            taken: AtomicU64::named("taken", 0),
        }
    }

    pub fn put(&self, parcel: T) -> Result<(), T> {
        let Ok(mut place) = self.parcel.try_lock() else {
            return Err(parcel);
        };
        if place.is_some() {
            return Err(parcel);
        }
        *place = Some(parcel);
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let parcel = self.parcel.try_lock().ok()?.take()?;
        self.taken.fetch_add(1, Relaxed);
        Some(parcel)
    }

    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }
}

fn main() {}
