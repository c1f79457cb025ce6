// refused: wrong-result — the panic is caught outside of the loop, which it has ended

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let mut threads = Vec::new();
    for _ in 0..workers {
        let jobs = Arc::clone(&jobs);
        threads.push(thread::spawn(move || {
            let work = || {
                loop {
                    let next = jobs.lock().unwrap().recv();
                    let Ok(job) = next else { break };
                    job();
                }
            };
            let _ = catch_unwind(AssertUnwindSafe(work));
        }));
    }
    threads
}

fn main() {}
