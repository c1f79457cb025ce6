// refused: does-not-compile — the first worker takes the receiver for itself

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    (0..workers)
        .map(|_| thread::spawn(move || jobs.into_iter().for_each(do_job)))
        .collect()
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
