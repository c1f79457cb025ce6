// refused: too-concurrent — a thread for each job, and no pool

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let _ = workers;
    vec![thread::spawn(move || {
        let started: Vec<_> = jobs
            .into_iter()
            .map(|job| thread::spawn(move || do_job(job)))
            .collect();
        for thread in started {
            let _ = thread.join();
        }
    })]
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
