// accepted: threads with names

use std::thread::{self, Builder};

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let mut threads = Vec::with_capacity(jobs.len());
    for (number, job) in jobs.into_iter().enumerate() {
        let named = Builder::new().name(format!("job {number}"));
        threads.push(named.spawn(job).expect("there is room for a thread"));
    }
    threads.into_iter().map(|thread| thread.join()).collect()
}

fn main() {}
