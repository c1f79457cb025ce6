// accepted: as many are woken as are there, one by one under the lock

use lab::shim::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

#[derive(Default)]
struct State {
    here: usize,
    round: usize,
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
            state.round = state.round.wrapping_add(1);
            for _ in 1..self.threads {
                self.all_here.notify_one();
            }
            return true;
        }
        let round = state.round;
        while state.round == round {
            state = self.all_here.wait(state).unwrap();
        }
        false
    }
}

fn main() {}
