// refused: wrong-result — a payload keeps its text and loses its type

use std::thread;
pub type Job = Box<dyn FnOnce() -> String + Send>;
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    threads
        .into_iter()
        .map(|t| {
            t.join().map_err(|e| match e.downcast::<&'static str>() {
                Ok(s) => Box::new(s.to_string()) as Box<dyn std::any::Any + Send>,
                Err(e) => e,
            })
        })
        .collect()
}

fn main() {}
