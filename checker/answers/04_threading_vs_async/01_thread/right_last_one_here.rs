// accepted: the thread that called does the last job while it waits

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(mut jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let Some(last) = jobs.pop() else {
        return Vec::new();
    };
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    let last = catch_unwind(AssertUnwindSafe(last));
    let mut outcomes: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
    outcomes.push(last);
    outcomes
}

fn main() {}
