// refused: busy-waits — who waits asks again and again for the number of the round

use lab::shim::{AtomicU64, AtomicUsize, Ordering};
use std::hint::spin_loop;

pub struct Barrier {
    threads: usize,
    here: AtomicUsize,
    rounds: AtomicU64,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Self {
            threads,
            here: AtomicUsize::new(0),
            rounds: AtomicU64::new(0),
        }
    }

    pub fn wait(&self) -> bool {
        let mine = self.rounds.load(Ordering::Acquire);
        if self.here.fetch_add(1, Ordering::AcqRel) + 1 == self.threads {
            self.here.store(0, Ordering::Release);
            self.rounds.fetch_add(1, Ordering::Release);
            return true;
        }
        while self.rounds.load(Ordering::Acquire) == mine {
            spin_loop();
        }
        false
    }
}

fn main() {}
