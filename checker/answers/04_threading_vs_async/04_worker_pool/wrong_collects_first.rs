// refused: hangs — no job is done before the queue is closed

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let first = thread::spawn(move || {
        let jobs = Arc::new(Mutex::new(jobs.into_iter().collect::<Vec<_>>().into_iter()));
        let worker = || {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || {
                loop {
                    let next = jobs.lock().unwrap().next();
                    let Some(job) = next else { break };
                    do_job(job);
                }
            })
        };
        let threads: Vec<_> = (0..workers).map(|_| worker()).collect();
        for thread in threads {
            let _ = thread.join();
        }
    });
    vec![first]
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
