// refused: panicked — the panic goes on in the thread that joins

use std::panic::resume_unwind;
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    let mut outcomes = Vec::new();
    for thread in threads {
        match thread.join() {
            Ok(text) => outcomes.push(Ok(text)),
            Err(panic) => resume_unwind(panic),
        }
    }
    outcomes
}

fn main() {}
