// refused: too-concurrent — a pool has four threads, and more where more are asked for

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let worker = || {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || {
            loop {
                let job = jobs.lock().expect("nothing panics in `recv`").recv();
                match job {
                    Ok(job) => do_job(job),
                    Err(_) => return,
                }
            }
        })
    };
    (0..workers.max(4)).map(|_| worker()).collect()
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
