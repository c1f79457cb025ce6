// refused: wrong-thread — the first jobs get threads of their own

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::thread::JoinHandle;
pub type Job = Box<dyn FnOnce() + Send>;
pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let first = thread::spawn(move || {
        let mut others = Vec::new();
        loop {
            let job = jobs.lock().unwrap().recv();
            match job {
                Ok(job) => {
                    if others.len() + 1 < workers {
                        let t = thread::spawn(move || do_job(job));
                        others.push(t);
                    } else {
                        do_job(job)
                    }
                }
                Err(_) => break,
            }
        }
        for t in others {
            let _ = t.join();
        }
    });
    let mut out = vec![first];
    out.resize_with(workers, || thread::spawn(|| {}));
    out
}
#[allow(dead_code, reason = "for your code to call")]
fn do_job(job: Job) {
    // A job may leave things of its own half-done, and nobody looks at those again.
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
