// refused: not-concurrent — four threads share the jobs, however many there are

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(mut jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let share = jobs.len().div_ceil(4);
    let mut threads = Vec::new();
    while !jobs.is_empty() {
        let rest = jobs.split_off(share.min(jobs.len()));
        let mine = std::mem::replace(&mut jobs, rest);
        threads.push(thread::spawn(move || {
            let outcomes = mine.into_iter();
            outcomes
                .map(|job| catch_unwind(AssertUnwindSafe(job)))
                .collect::<Vec<_>>()
        }));
    }
    threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap())
        .collect()
}

fn main() {}
