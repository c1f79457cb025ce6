// refused: wrong-result — a job that panicked has no place in the list

use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    let outcomes = threads.into_iter().map(|thread| thread.join());
    outcomes.filter(Result::is_ok).collect()
}

fn main() {}
