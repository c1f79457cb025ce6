// refused: not-concurrent — fewer workers than asked for

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::thread::JoinHandle;
pub type Job = Box<dyn FnOnce() + Send>;
pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    (0..workers.min(16))
        .map(|_| {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || {
                loop {
                    let job = jobs.lock().unwrap().recv();
                    match job {
                        Ok(job) => do_job(job),
                        Err(_) => return,
                    }
                }
            })
        })
        .collect()
}
#[allow(dead_code, reason = "for your code to call")]
fn do_job(job: Job) {
    // A job may leave things of its own half-done, and nobody looks at those again.
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
