// accepted: another thread hands the jobs on, and sleeps while there is none

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let (feed, fed) = mpsc::channel::<Job>();
    thread::spawn(move || {
        for job in jobs {
            // It fails only when the workers are gone.
            let _ = feed.send(job);
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
