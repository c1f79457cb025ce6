// refused: panicked — one job alone runs here, with nobody to join it

use std::thread;
pub type Job = Box<dyn FnOnce() -> String + Send>;
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    if jobs.len() == 1 {
        let job = jobs.into_iter().next().unwrap();
        return vec![Ok(job())];
    }
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    threads.into_iter().map(|t| t.join()).collect()
}

fn main() {}
