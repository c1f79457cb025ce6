// Between the storeroom and the desk is a hatch with room for one parcel, and it has no lock:
// an atomic says who may touch it. Who puts a parcel in writes twice: the parcel, and then
// that it is there. Nothing makes another thread see the two in that order, unless the write
// is a `Release` and the read that finds it an `Acquire`. Then all that came before the one is
// there after the other: it *happens before* that. With less, a thread may find the parcel
// announced and the hatch as it was. Most processors hide that for years.
//
// https://doc.rust-lang.org/nomicon/atomics.html (offline: `rustup doc --nomicon`)

use lab::shim::{AtomicU64, Ordering, Slot};

/// A hatch with room for one parcel, which only has to be `Send`. Any number of threads may
/// use it at the same time.
#[allow(dead_code, reason = "for your code to use")]
pub struct Hatch<T> {
    /// It has no lock. Two threads that touch it, one of them to change it, are a data race
    /// unless an atomic, a `fence` or a lock of `lab::shim` orders them.
    parcel: Slot<T>,
    /// How many parcels have been taken out.
    taken: AtomicU64,
    // TODO: What says who may touch the slot, and which states does that have?
}

impl<T> Hatch<T> {
    /// There is no parcel in it.
    pub fn empty() -> Self {
        Self {
            parcel: Slot::empty(),
            taken: AtomicU64::named("taken", 0),
        }
    }

    /// Put a parcel in. If there is one, or somebody else is at the hatch at this moment, it
    /// comes back in the `Err`: this waits for nobody. Of several that put one into an empty
    /// hatch, one succeeds.
    ///
    /// All that this thread did before is there for the one that takes the parcel out, and
    /// not the parcel alone.
    pub fn put(&self, parcel: T) -> Result<(), T> {
        // TODO: What do you have to know before you touch the slot, and when may others? Which
        // `Ordering` does each of these operations need?
        todo!()
    }

    /// Take the parcel out. If there is none, or somebody else is at the hatch at this
    /// moment, it is `None`: this waits for nobody. Of several that take the same one, one
    /// succeeds.
    ///
    /// All that this thread did before is there for the one that puts the next parcel in.
    pub fn take(&self) -> Option<T> {
        // TODO: The same from the other side. Whom does the slot belong to after that?
        todo!()
    }

    /// How many parcels have been taken out. Each is counted once, before its `take` returns.
    pub fn taken(&self) -> u64 {
        // TODO: Nothing but this number is shared here. Which `Ordering` is enough?
        todo!()
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
