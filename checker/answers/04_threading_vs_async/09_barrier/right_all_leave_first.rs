// accepted: nobody comes in before all of the last round have left

use lab::shim::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

#[derive(Default)]
struct State {
    here: usize,
    leaving: usize,
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
        while state.leaving > 0 {
            state = self.all_here.wait(state).unwrap();
        }
        state.here += 1;
        if state.here == self.threads {
            state.leaving = self.threads;
            self.all_here.notify_all();
        }
        while state.leaving == 0 {
            state = self.all_here.wait(state).unwrap();
        }
        state.leaving -= 1;
        if state.leaving > 0 {
            return false;
        }
        state.here = 0;
        self.all_here.notify_all();
        true
    }
}

fn main() {}
