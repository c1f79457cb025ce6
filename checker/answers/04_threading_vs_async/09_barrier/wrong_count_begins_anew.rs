// refused: hangs — the last one sets the count to 0, and who wakes up finds the count of the next round

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
        let mut here = self.state.lock().unwrap();
        here.here += 1;
        if here.here == self.threads {
            here.here = 0;
            self.all_here.notify_all();
            return true;
        }
        while here.here != 0 {
            here = self.all_here.wait(here).unwrap();
        }
        false
    }
}

fn main() {}
