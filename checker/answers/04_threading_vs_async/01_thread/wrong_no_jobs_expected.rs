// refused: panicked — it takes for granted that there is something to do

use std::thread;
pub type Job = Box<dyn FnOnce() -> String + Send>;
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    assert!(!jobs.is_empty(), "no jobs");
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    threads.into_iter().map(|t| t.join()).collect()
}

fn main() {}
