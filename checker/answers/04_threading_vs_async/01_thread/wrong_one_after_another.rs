// refused: not-concurrent — no thread at all

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    jobs.into_iter()
        .map(|job| catch_unwind(AssertUnwindSafe(job)))
        .collect()
}

fn main() {}
