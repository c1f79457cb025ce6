// refused: hangs — who wakes up waits for a count that the last one has set to 0

use lab::shim::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

#[derive(Default)]
struct State {
    here: usize,
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
        state.here += 1;
        if state.here == self.threads {
            state.here = 0;
            self.all_here.notify_all();
            return true;
        }
        while state.here < self.threads {
            state = self.all_here.wait(state).unwrap();
        }
        false
    }
}

fn main() {}
