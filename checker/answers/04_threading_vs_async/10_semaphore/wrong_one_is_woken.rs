// refused: hangs — a permit wakes one, and that may be one whose turn it is not

use lab::shim::{Condvar, Mutex};

pub struct Semaphore {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    free: usize,
    drawn: usize,
    served: usize,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
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

    pub fn acquire(&self) -> Permit<'_> {
        let mut state = self.state.lock().unwrap();
        let mine = state.drawn;
        state.drawn += 1;
        while state.free == 0 || state.served != mine {
            state = self.changed.wait(state).unwrap();
        }
        state.free -= 1;
        state.served += 1;
        self.changed.notify_all();
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap();
        let waiting = state.drawn - state.served;
        if state.free <= waiting {
            return None;
        }
        state.free -= 1;
        Some(Permit { semaphore: self })
    }

    pub fn add(&self, permits: usize) {
        self.state.lock().unwrap().free += permits;
        for _ in 0..permits {
            self.changed.notify_one();
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
    }
}

fn main() {}
