// refused: hangs — the round is counted under one lock, and another one is given back in the wait

use lab::shim::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    bed: Mutex<()>,
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
            bed: Mutex::new(()),
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
        drop(state);
        while self.state.lock().unwrap().rounds == mine {
            let bed = self.bed.lock().unwrap();
            drop(self.all_here.wait(bed).unwrap());
        }
        false
    }
}

fn main() {}
