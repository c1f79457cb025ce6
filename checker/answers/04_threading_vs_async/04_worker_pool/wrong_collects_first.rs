// refused: hangs — no job is done before the queue is closed

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new((jobs, VecDeque::new())));
    let worker = |_| {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || {
            loop {
                let next = {
                    let mut jobs = jobs.lock().unwrap();
                    let (queue, collected) = &mut *jobs;
                    collected.extend(queue.iter());
                    collected.pop_front()
                };
                let Some(job) = next else { break };
                do_job(job);
            }
        })
    };
    (0..workers).map(worker).collect()
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
