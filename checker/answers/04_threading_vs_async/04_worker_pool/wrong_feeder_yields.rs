// refused: busy-waits — the workers sleep, and another thread gives way and asks again

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let (feed, fed) = mpsc::channel::<Job>();
    thread::spawn(move || {
        loop {
            match jobs.try_recv() {
                Ok(job) => drop(feed.send(job)),
                Err(TryRecvError::Empty) => thread::yield_now(),
                Err(TryRecvError::Disconnected) => return,
            }
        }
    });
    let fed = Arc::new(Mutex::new(fed));
    let worker = |_| {
        let fed = Arc::clone(&fed);
        thread::spawn(move || {
            loop {
                let job = fed.lock().unwrap().recv();
                match job {
                    Ok(job) => drop(catch_unwind(AssertUnwindSafe(job))),
                    Err(_) => return,
                }
            }
        })
    };
    (0..workers).map(worker).collect()
}

fn main() {}
