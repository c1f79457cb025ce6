// refused: too-early — a worker that has had nothing to do for most of a second ends

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub type Job = Box<dyn FnOnce() + Send>;

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    let jobs = jobs.lock().unwrap();
    jobs.recv_timeout(Duration::from_millis(900)).ok()
}

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let worker = |_| {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || {
            while let Some(job) = next(&jobs) {
                let _ = catch_unwind(AssertUnwindSafe(job));
            }
        })
    };
    (0..workers).map(worker).collect()
}

fn main() {}
