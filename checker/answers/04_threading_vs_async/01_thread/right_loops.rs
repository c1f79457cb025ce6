// accepted: two loops

use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let mut threads = Vec::new();
    for job in jobs {
        threads.push(thread::spawn(job));
    }
    let mut outcomes = Vec::new();
    for thread in threads {
        outcomes.push(thread.join());
    }
    outcomes
}

fn main() {}
