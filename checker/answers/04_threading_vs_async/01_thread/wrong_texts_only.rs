// refused: wrong-result — a payload that is no text becomes another one

use std::thread;
pub type Job = Box<dyn FnOnce() -> String + Send>;
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    threads
        .into_iter()
        .map(|t| {
            t.join().map_err(|e| {
                if e.is::<String>() || e.is::<&'static str>() {
                    e
                } else {
                    Box::new("unknown panic") as Box<dyn std::any::Any + Send>
                }
            })
        })
        .collect()
}

fn main() {}
