// refused: not-concurrent — one thread does all the jobs

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let run = |job| catch_unwind(AssertUnwindSafe(job));
    let thread = thread::spawn(move || jobs.into_iter().map(run).collect());
    thread.join().unwrap()
}

fn main() {}
