// refused: too-early — after the first round nobody waits any more

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
        let last = state.here % self.threads == 0;
        if last {
            self.all_here.notify_all();
        }
        while state.here < self.threads {
            state = self.all_here.wait(state).unwrap();
        }
        last
    }
}

fn main() {}
