// accepted: the last one goes on when all others have

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
        state.here += 1;
        if state.here == self.threads {
            state.here = 0;
            state.round = state.round.wrapping_add(1);
            state.behind = self.threads - 1;
            self.all_here.notify_all();
            while state.behind > 0 {
                state = self.all_here.wait(state).unwrap();
            }
            return true;
        }
        let round = state.round;
        while state.round == round {
            state = self.all_here.wait(state).unwrap();
        }
        state.behind -= 1;
        if state.behind == 0 {
            drop(state);
            self.all_here.notify_all();
        }
        false
    }
}

fn main() {}
