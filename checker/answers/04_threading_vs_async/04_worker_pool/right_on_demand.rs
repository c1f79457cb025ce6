// accepted: a worker that has time says so, and is handed a job

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let (free, who_is_free) = mpsc::channel::<mpsc::Sender<Job>>();
    let mut threads = Vec::new();
    for _ in 0..workers {
        let free = free.clone();
        threads.push(thread::spawn(move || {
            loop {
                let (hand, handed) = mpsc::channel();
                let _ = free.send(hand);
                let Ok(job) = handed.recv() else { break };
                do_job(job);
            }
        }));
    }
    threads.push(thread::spawn(move || {
        for job in jobs {
            let worker = who_is_free.recv().expect("this thread ends first");
            let _ = worker.send(job);
        }
    }));
    threads
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
