// accepted: an iterator that takes a job at each turn

use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let worker = |jobs: Arc<Mutex<Receiver<Job>>>| {
        iter::from_fn(|| jobs.lock().unwrap().recv().ok()).for_each(do_job);
    };
    (0..workers)
        .map(|_| jobs.clone())
        .map(|jobs| thread::spawn(move || worker(jobs)))
        .collect()
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
