// accepted: all that ever came are counted, and each waits for the end of its own round

use lab::shim::{Condvar, Mutex};

pub struct Barrier {
    threads: usize,
    came: Mutex<usize>,
    all_here: Condvar,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Self {
            threads,
            came: Mutex::new(0),
            all_here: Condvar::new(),
        }
    }

    pub fn wait(&self) -> bool {
        let mut came = self.came.lock().unwrap();
        *came += 1;
        let end = came.div_ceil(self.threads) * self.threads;
        if *came == end {
            self.all_here.notify_all();
            return true;
        }
        while *came < end {
            came = self.all_here.wait(came).unwrap();
        }
        false
    }
}

fn main() {}
