// The shop has two ovens and many bakers. A *semaphore* has so many permits, and who
// bakes needs one. Who finds none waits in a queue, and nobody overtakes those who wait:
// without that, whoever is fast gets a permit again and again, and one who waits may never
// get one. Such a queue is called fair.
//
// std has no semaphore. Here you make one: a `Mutex` and a `Condvar` are all that it takes.
// Its permits are guards, as that of a `Mutex` is: what is dropped is given back, however a
// thread leaves its work.
//
// https://doc.rust-lang.org/std/sync/struct.Condvar.html (offline: `rustup doc
// std::sync::Condvar`)

use lab::shim::{Condvar, Mutex};

/// Permits for threads that share a reference to it.
///
/// Who waits for a permit sleeps, however long that takes, and no other thread looks at
/// times in its place.
#[allow(dead_code, reason = "for your code to use")]
pub struct Semaphore {
    state: Mutex<State>,
    changed: Condvar,
}

#[allow(dead_code, reason = "for your code to use")]
struct State {
    free: usize,
    // TODO: Who waits, and in which order?
}

/// A permit. It is given back when it is dropped, also by a thread that panics.
#[allow(dead_code, reason = "for your code to use")]
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    /// A semaphore with so many permits, and all of them are free. It may have none.
    pub fn new(permits: usize) -> Self {
        let state = State { free: permits };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// Take a permit, and wait for one if none is free.
    ///
    /// Who waits first gets one first. Whoever comes later waits behind those who wait,
    /// also if a permit has just been given back. Of those who come at the same moment, any
    /// may be the first.
    pub fn acquire(&self) -> Permit<'_> {
        // TODO: Take one. Whose turn is it when a permit comes free, and is that the one
        // who wakes up?
        todo!()
    }

    /// Take a permit, if more of them are free than threads wait for one; otherwise there
    /// is `None`. This never waits for a permit.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        // TODO: Take one, or none.
        todo!()
    }

    /// Add so many permits. There may be more of them then than there were at first.
    pub fn add(&self, permits: usize) {
        // TODO: Add them. How many of those who wait can go on?
        todo!()
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // TODO: Give it back.
        todo!()
    }
}

fn main() {
    let ovens = Semaphore::new(2);
    std::thread::scope(|scope| {
        for baker in ["Ada", "Grace", "Mary", "Edith"] {
            let ovens = &ovens;
            scope.spawn(move || {
                let _oven = ovens.acquire();
                println!("{baker} bakes");
            });
        }
    });
}

// These tests look at one thread, which never has to wait. A hidden test also looks at
// several, in every order that matters, and at who of them goes first.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_is_free_again() {
        let ovens = Semaphore::new(2);
        let (one, two) = (ovens.acquire(), ovens.try_acquire());
        assert!(two.is_some() && ovens.try_acquire().is_none());
        drop(one);
        assert!(ovens.try_acquire().is_some());
    }

    #[test]
    fn permits_can_be_added() {
        let ovens = Semaphore::new(0);
        assert!(ovens.try_acquire().is_none());
        ovens.add(1);
        assert!(ovens.try_acquire().is_some());
    }
}
