// accepted: who came first in a round gets `true`

use lab::shim::{Condvar, Mutex};

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
        let (first, mine) = (state.here == 0, state.rounds);
        state.here += 1;
        if state.here == self.threads {
            *state = State {
                here: 0,
                rounds: mine + 1,
            };
            drop(state);
            self.all_here.notify_all();
            return first;
        }
        while state.rounds == mine {
            state = self.all_here.wait(state).unwrap();
        }
        first
    }
}

fn main() {}
