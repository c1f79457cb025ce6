// Between the storeroom and the desk is a hatch with room for one parcel, and it has no lock:
// an atomic says who may touch it. Who puts a parcel in writes twice: the parcel, and then
// that it is there. Nothing makes another thread see the two in that order, unless the write
// is a `Release` and the read that finds it an `Acquire`. Then all that came before the one is
// there after the other: it *happens before* that. With less, a thread may find the parcel
// announced and the hatch as it was. Most processors hide that for years.
//
// https://doc.rust-lang.org/nomicon/atomics.html (offline: `rustup doc --nomicon`)

use lab::shim::{AtomicU32, AtomicU64, Ordering, Slot};

/// There is no parcel.
const EMPTY: u32 = 0;
/// One thread has the slot for itself.
const BUSY: u32 = 1;
/// There is a parcel.
const FULL: u32 = 2;

/// A hatch with room for one parcel, which only has to be `Send`. Any number of threads may
/// use it at the same time.
pub struct Hatch<T> {
    /// It has no lock. Two threads that touch it, one of them to change it, are a data race
    /// unless an atomic, a `fence` or a lock of `lab::shim` orders them.
    parcel: Slot<T>,
    /// How many parcels have been taken out.
    taken: AtomicU64,
    /// Whoever makes it `BUSY` may touch the slot, and nobody else.
    state: AtomicU32,
}

impl<T> Hatch<T> {
    /// There is no parcel in it.
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
            state: AtomicU32::named("state", EMPTY),
        }
    }

    /// Put a parcel in. If there is one, or somebody else is at the hatch at this moment, it
    /// comes back in the `Err`: this waits for nobody. Of several that put one into an empty
    /// hatch, one succeeds.
    ///
    /// All that this thread did before is there for the one that takes the parcel out, and
    /// not the parcel alone.
    pub fn put(&self, parcel: T) -> Result<(), T> {
        // `Acquire`: whoever emptied the slot is done with it. Who fails touches nothing, so
        // it has to know nothing.
        let (acquire, relaxed) = (Ordering::Acquire, Ordering::Relaxed);
        let mine = (self.state).compare_exchange(EMPTY, BUSY, acquire, relaxed);
        if mine.is_err() {
            return Err(parcel);
        }
        self.parcel.put(parcel);
        // `Release`: who finds this finds the parcel, and all that came before.
        self.state.store(FULL, Ordering::Release);
        Ok(())
    }

    /// Take the parcel out. If there is none, or somebody else is at the hatch at this
    /// moment, it is `None`: this waits for nobody. Of several that take the same one, one
    /// succeeds.
    ///
    /// All that this thread did before is there for the one that puts the next parcel in.
    pub fn take(&self) -> Option<T> {
        let (acquire, relaxed) = (Ordering::Acquire, Ordering::Relaxed);
        let mine = (self.state).compare_exchange(FULL, BUSY, acquire, relaxed);
        mine.ok()?;
        let parcel = self.parcel.take();
        self.taken.fetch_add(1, Ordering::Relaxed);
        self.state.store(EMPTY, Ordering::Release);
        parcel
    }

    /// How many parcels have been taken out. Each is counted once, before its `take` returns.
    pub fn taken(&self) -> u64 {
        // Who wants the number alone learns nothing else from it.
        self.taken.load(Ordering::Relaxed)
    }
}

fn main() {
    let hatch = Hatch::empty();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for mut parcel in ["tea", "cups", "a pot"] {
                while let Err(back) = hatch.put(parcel) {
                    parcel = back;
                    std::thread::yield_now();
                }
            }
        });
        while hatch.taken() < 3 {
            match hatch.take() {
                Some(parcel) => println!("at the desk: {parcel}"),
                None => std::thread::yield_now(),
            }
        }
    });
}

// These tests look at one thread. A hidden test also looks at several, in every order of their
// steps that matters, and follows what each of them can know of the others.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_one() {
        let hatch = Hatch::empty();
        assert_eq!(hatch.put("tea"), Ok(()));
        assert_eq!(hatch.put("cups"), Err("cups"));
        assert_eq!(hatch.take(), Some("tea"));
        assert_eq!(hatch.take(), None);
        assert_eq!(hatch.put("cups"), Ok(()));
    }

    #[test]
    fn what_is_taken_is_counted() {
        let hatch = Hatch::empty();
        for count in 0..3 {
            assert_eq!(hatch.taken(), count);
            assert_eq!(hatch.put("tea"), Ok(()));
            assert_eq!(hatch.take(), Some("tea"));
        }
        assert_eq!(hatch.taken(), 3);
    }
}
