// accepted: each thread of a scope fills its own place

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let mut outcomes: Vec<Option<thread::Result<String>>> = Vec::new();
    outcomes.resize_with(jobs.len(), || None);
    thread::scope(|scope| {
        for (outcome, job) in outcomes.iter_mut().zip(jobs) {
            scope.spawn(move || *outcome = Some(catch_unwind(AssertUnwindSafe(job))));
        }
    });
    outcomes.into_iter().flatten().collect()
}

fn main() {}
