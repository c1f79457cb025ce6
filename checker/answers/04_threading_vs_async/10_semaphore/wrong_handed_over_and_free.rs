// refused: wrong-result — a permit is handed over, and counted as free as well

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

pub struct Semaphore {
    state: Mutex<State>,
}

struct State {
    free: usize,
    waiting: VecDeque<Arc<Place>>,
}

#[derive(Default)]
struct Place {
    called: Condvar,
    has_one: AtomicBool,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let state = State {
            free: permits,
            waiting: VecDeque::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut state = self.state.lock().unwrap();
        if state.free > 0 {
            state.free -= 1;
        } else {
            let place = Arc::new(Place::default());
            state.waiting.push_back(Arc::clone(&place));
            while !place.has_one.load(Relaxed) {
                state = place.called.wait(state).unwrap();
            }
        }
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap();
        state.free = state.free.checked_sub(1)?;
        Some(Permit { semaphore: self })
    }

    pub fn add(&self, permits: usize) {
        let mut state = self.state.lock().unwrap();
        for _ in 0..permits {
            match state.waiting.pop_front() {
                Some(place) => {
                    state.free += 1;
                    place.has_one.store(true, Relaxed);
                    place.called.notify_one();
                }
                None => state.free += 1,
            }
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
    }
}

fn main() {}
