// accepted: a sense that changes with each round, as the same threads come again

use lab::shim::{Condvar, Mutex};

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

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Self {
            threads,
            state: Mutex::new(State::default()),
            all_here: Condvar::new(),
        }
    }

    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let sense = state.sense;
        state.here += 1;
        let last = state.here == self.threads;
        if last {
            state.here = 0;
            state.sense = !sense;
            self.all_here.notify_all();
        }
        while state.sense == sense {
            state = self.all_here.wait(state).unwrap();
        }
        last
    }
}

fn main() {}
