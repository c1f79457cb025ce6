// refused: too-early — each thread has one sense for all barriers

use lab::shim::{Condvar, Mutex};
use std::cell::Cell;

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

#[derive(Default)]
struct State {
    here: usize,
    sense: bool,
}

thread_local! {
    static SENSE: Cell<bool> = const { Cell::new(false) };
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Self {
            threads,
            state: Mutex::new(State::default()),
            all_here: Condvar::new(),
        }
    }

    pub fn wait(&self) -> bool {
        let sense = SENSE.replace(!SENSE.get());
        let mut state = self.state.lock().unwrap();
        state.here += 1;
        if state.here == self.threads {
            state.here = 0;
            state.sense = !sense;
            self.all_here.notify_all();
            return true;
        }
        while state.sense == sense {
            state = self.all_here.wait(state).unwrap();
        }
        false
    }
}

fn main() {}
