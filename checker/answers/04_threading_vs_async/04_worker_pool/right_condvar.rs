// accepted: one more thread moves the jobs into a queue with a condition variable

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let shared = Arc::new((Mutex::new(Queue::default()), Condvar::new()));
    let mut threads = Vec::new();
    for _ in 0..workers {
        let shared = Arc::clone(&shared);
        threads.push(thread::spawn(move || {
            let (queue, changed) = &*shared;
            loop {
                let waits = |queue: &mut Queue| queue.jobs.is_empty() && !queue.closed;
                let mut queue = changed.wait_while(queue.lock().unwrap(), waits).unwrap();
                let Some(job) = queue.jobs.pop_front() else {
                    break;
                };
                drop(queue);
                do_job(job);
            }
        }));
    }
    threads.push(thread::spawn(move || {
        let (queue, changed) = &*shared;
        for job in jobs {
            queue.lock().unwrap().jobs.push_back(job);
            changed.notify_one();
        }
        queue.lock().unwrap().closed = true;
        changed.notify_all();
    }));
    threads
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
