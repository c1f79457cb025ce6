// refused: hangs — as many are woken as were there, but outside of the lock: one that is back may take the wake-up of another

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
            drop(state);
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
