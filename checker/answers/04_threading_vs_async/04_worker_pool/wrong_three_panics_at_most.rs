// refused: wrong-result — a worker that has seen three panics ends

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
                let mut bad = 0;
                loop {
                    let job = jobs.lock().unwrap().recv();
                    match job {
                        Ok(job) => {
                            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                                bad += 1;
                                if bad == 3 {
                                    return;
                                }
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
