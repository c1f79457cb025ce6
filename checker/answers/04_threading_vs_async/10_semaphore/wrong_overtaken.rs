// refused: wrong-result — a plain count: who comes just then overtakes those who wait

use lab::shim::{Condvar, Mutex};

pub struct Semaphore {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    free: usize,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let state = State { free: permits };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut state = self.state.lock().unwrap();
        while state.free == 0 {
            state = self.changed.wait(state).unwrap();
        }
        state.free -= 1;
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap();
        if state.free == 0 {
            return None;
        }
        state.free -= 1;
        Some(Permit { semaphore: self })
    }

    pub fn add(&self, permits: usize) {
        self.state.lock().unwrap().free += permits;
        self.changed.notify_all();
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
    }
}

fn main() {}
