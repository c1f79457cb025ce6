// refused: too-early — who waits for a second goes on alone

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
            let second = Duration::from_secs(1);
            let (guard, wait) = self.all_here.wait_timeout(state, second).unwrap();
            state = guard;
            if wait.timed_out() {
                break;
            }
        }
        false
    }
}

fn main() {}
