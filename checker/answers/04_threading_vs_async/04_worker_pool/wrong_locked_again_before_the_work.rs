// refused: hangs — a worker with a job waits for one who waits for the next job

use lab::shim::Mutex;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let mut threads = Vec::new();
    for _ in 0..workers {
        let jobs = Arc::clone(&jobs);
        threads.push(thread::spawn(move || {
            loop {
                let Ok(job) = jobs.lock().unwrap().recv() else {
                    break;
                };
                drop(jobs.lock().unwrap());
                do_job(job);
            }
        }));
    }
    threads
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
