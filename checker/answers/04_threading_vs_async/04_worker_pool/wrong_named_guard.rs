// refused: not-concurrent — the guard has a name, and lives to the end of the round

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let mut threads = Vec::new();
    for _ in 0..workers {
        let jobs = Arc::clone(&jobs);
        threads.push(thread::spawn(move || {
            loop {
                let queue = jobs.lock().unwrap();
                match queue.recv() {
                    Ok(job) => do_job(job),
                    Err(_) => break,
                }
            }
        }));
    }
    threads
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
