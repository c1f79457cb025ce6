// refused: panicked — the panic of one job becomes one of the caller

use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    threads
        .into_iter()
        .map(|thread| Ok(thread.join().unwrap()))
        .collect()
}

fn main() {}
