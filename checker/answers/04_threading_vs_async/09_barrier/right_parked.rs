// accepted: each round has a list of threads that are parked

use lab::shim::thread::{self, Thread};
use lab::shim::{AtomicBool, Mutex, Ordering};
use std::sync::Arc;

pub struct Barrier {
    threads: usize,
    round: Mutex<Round>,
}

#[derive(Default)]
struct Round {
    over: Arc<AtomicBool>,
    asleep: Vec<Thread>,
}

impl Barrier {
    pub fn new(threads: usize) -> Self {
        Self {
            threads,
            round: Mutex::new(Round::default()),
        }
    }

    pub fn wait(&self) -> bool {
        let mut round = self.round.lock().unwrap();
        if round.asleep.len() + 1 >= self.threads {
            let done = std::mem::take(&mut *round);
            drop(round);
            done.over.store(true, Ordering::SeqCst);
            for thread in done.asleep {
                thread.unpark();
            }
            return true;
        }
        round.asleep.push(thread::current());
        let over = Arc::clone(&round.over);
        drop(round);
        while !over.load(Ordering::SeqCst) {
            thread::park();
        }
        false
    }
}

fn main() {}
