// refused: not-concurrent — so many at a time, and then the next ones

use std::thread;
pub type Job = Box<dyn FnOnce() -> String + Send>;
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let mut out = Vec::new();
    let mut jobs = jobs.into_iter().peekable();
    while jobs.peek().is_some() {
        let threads: Vec<_> = jobs.by_ref().take(64).map(thread::spawn).collect();
        out.extend(threads.into_iter().map(|t| t.join()));
    }
    out
}

fn main() {}
