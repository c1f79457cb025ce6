// refused: busy-waits — who waits looks every ten milliseconds

use lab::shim::{Condvar, Mutex};
use std::time::Duration;

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

#[derive(Default)]
struct State {
    here: usize,
    rounds: u64,
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
            state.rounds += 1;
            self.all_here.notify_all();
            return true;
        }
        let mine = state.rounds;
        while state.rounds == mine {
            let wait = self.all_here.wait_timeout(state, Duration::from_millis(10));
            state = wait.unwrap().0;
        }
        false
    }
}

fn main() {}
