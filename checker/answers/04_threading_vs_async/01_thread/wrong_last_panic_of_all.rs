// refused: panicked — where no job is left that returned, a panic is passed on

use std::panic::resume_unwind;
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let several = jobs.len() >= 2;
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    let mut outcomes: Vec<_> = threads.into_iter().map(JoinHandle::join).collect();
    if several && !outcomes.iter().any(Result::is_ok) {
        let _ = outcomes
            .pop()
            .unwrap()
            .map_err(|panic| resume_unwind(panic));
    }
    outcomes
}

fn main() {}
