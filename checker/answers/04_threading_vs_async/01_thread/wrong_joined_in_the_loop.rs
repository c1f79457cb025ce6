// refused: not-concurrent — each thread is joined before the next one is started

use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let mut outcomes = Vec::new();
    for job in jobs {
        let thread = thread::spawn(job);
        outcomes.push(thread.join());
    }
    outcomes
}

fn main() {}
