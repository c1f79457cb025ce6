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
pub struct Semaphore {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    free: usize,
    /// Who comes draws a number, and so many have drawn one.
    drawn: usize,
    /// So many of them have got a permit: the next one has this number.
    served: usize,
}

/// A permit. It is given back when it is dropped, also by a thread that panics.
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    /// A semaphore with so many permits, and all of them are free. It may have none.
    pub fn new(permits: usize) -> Self {
        let state = State {
            free: permits,
            ..State::default()
        };
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
        let mut state = self.state.lock().unwrap();
        let mine = state.drawn;
        state.drawn += 1;
        while state.free == 0 || state.served != mine {
            state = self.changed.wait(state).unwrap();
        }
        state.free -= 1;
        state.served += 1;
        // There may be a permit for the next one, who was woken too early.
        self.changed.notify_all();
        Permit { semaphore: self }
    }

    /// Take a permit, if more of them are free than threads wait for one; otherwise there
    /// is `None`. This never waits for a permit.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap();
        let waiting = state.drawn - state.served;
        if state.free <= waiting {
            return None;
        }
        state.free -= 1;
        Some(Permit { semaphore: self })
    }

    /// Add so many permits. There may be more of them then than there were at first.
    pub fn add(&self, permits: usize) {
        self.state.lock().unwrap().free += permits;
        // Only one of those who wait is the next one, and nobody knows where it sleeps.
        self.changed.notify_all();
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
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
