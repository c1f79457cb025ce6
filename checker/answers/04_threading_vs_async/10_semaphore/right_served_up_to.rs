// accepted: each permit serves one number more, and who has a number below that has one

use lab::shim::{Condvar, Mutex};

pub struct Semaphore {
    state: Mutex<State>,
    served: Condvar,
}

struct State {
    drawn: usize,
    served: usize,
}

pub struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let state = State {
            drawn: 0,
            served: permits,
        };
        Self {
            state: Mutex::new(state),
            served: Condvar::new(),
        }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut state = self.state.lock().unwrap();
        let mine = state.drawn;
        state.drawn += 1;
        while state.served <= mine {
            state = self.served.wait(state).unwrap();
        }
        Permit(self)
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap();
        (state.drawn < state.served).then(|| {
            state.drawn += 1;
            Permit(self)
        })
    }

    pub fn add(&self, permits: usize) {
        let mut state = self.state.lock().unwrap();
        state.served += permits;
        drop(state);
        self.served.notify_all();
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.add(1);
    }
}

fn main() {}
