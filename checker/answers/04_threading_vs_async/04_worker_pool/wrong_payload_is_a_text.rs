// refused: panicked — it takes for granted that a payload is a text

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::thread::JoinHandle;
pub type Job = Box<dyn FnOnce() + Send>;
pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    (0..workers)
        .map(|_| {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || {
                loop {
                    let job = jobs.lock().unwrap().recv();
                    match job {
                        Ok(job) => {
                            if let Err(e) = catch_unwind(AssertUnwindSafe(job)) {
                                let s = e.downcast_ref::<&str>().unwrap();
                                eprintln!("{s}");
                            }
                        }
                        Err(_) => return,
                    }
                }
            })
        })
        .collect()
}

fn main() {}
