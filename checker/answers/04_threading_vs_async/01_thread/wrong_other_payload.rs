// refused: wrong-result — what the panic said is lost

use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    let mut outcomes: Vec<thread::Result<String>> = Vec::new();
    for thread in threads {
        let outcome = thread.join();
        outcomes.push(outcome.map_err(|_| Box::new("a job panicked") as _));
    }
    outcomes
}

fn main() {}
