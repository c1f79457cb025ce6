// refused: too-early — all barriers share one count

use lab::shim::{Condvar, Mutex};

static STATE: Mutex<State> = Mutex::new(State { here: 0, rounds: 0 });
static ALL_HERE: Condvar = Condvar::new();

pub struct Barrier {
    threads: usize,
}

struct State {
    here: usize,
    rounds: u64,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Self { threads }
    }

    pub fn wait(&self) -> bool {
        let mut state = STATE.lock().unwrap();
        state.here += 1;
        if state.here == self.threads {
            state.here = 0;
            state.rounds += 1;
            ALL_HERE.notify_all();
            return true;
        }
        let mine = state.rounds;
        while state.rounds == mine {
            state = ALL_HERE.wait(state).unwrap();
        }
        false
    }
}

fn main() {}
