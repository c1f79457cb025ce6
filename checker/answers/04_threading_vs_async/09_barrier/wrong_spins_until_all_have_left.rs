// refused: busy-waits — who is back early asks again and again whether the others have left

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
    behind: usize,
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
        while state.behind > 0 {
            drop(state);
            std::thread::yield_now();
            state = self.state.lock().unwrap();
        }
        state.here += 1;
        if state.here == self.threads {
            state.here = 0;
            state.round = state.round.wrapping_add(1);
            state.behind = self.threads - 1;
            drop(state);
            self.all_here.notify_all();
            return true;
        }
        let round = state.round;
        while state.round == round {
            state = self.all_here.wait(state).unwrap();
        }
        state.behind -= 1;
        false
    }
}

fn main() {}
