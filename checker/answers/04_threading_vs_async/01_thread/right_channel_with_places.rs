// accepted: each panic is caught where it happens, and the outcomes are sent

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let (tell, told) = mpsc::channel();
    for (place, job) in jobs.into_iter().enumerate() {
        let tell = tell.clone();
        thread::spawn(move || tell.send((place, catch_unwind(AssertUnwindSafe(job)))));
    }
    drop(tell);
    let mut outcomes: Vec<_> = told.into_iter().collect();
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn main() {}
