// refused: not-concurrent — an iterator spawns only when somebody asks for the next outcome

use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    jobs.into_iter()
        .map(thread::spawn)
        .map(JoinHandle::join)
        .collect()
}

fn main() {}
