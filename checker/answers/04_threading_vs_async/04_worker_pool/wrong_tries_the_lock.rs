// refused: busy-waits — one worker sleeps in `recv`, and the others ask for the lock again and again

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let mut threads = Vec::new();
    for _ in 0..workers {
        let jobs = jobs.clone();
        let take = move || jobs.try_lock().ok().map(|jobs| jobs.recv());
        threads.push(thread::spawn(move || {
            loop {
                match take() {
                    Some(Ok(job)) => drop(catch_unwind(AssertUnwindSafe(job))),
                    Some(Err(RecvError)) => return,
                    None => thread::yield_now(),
                }
            }
        }));
    }
    threads
}

fn main() {}
