// refused: not-concurrent — each worker has a queue, and the jobs are dealt out in turn

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let mut threads = Vec::new();
    let mut queues = Vec::new();
    for _ in 0..workers {
        let (queue, jobs) = mpsc::channel::<Job>();
        queues.push(queue);
        threads.push(thread::spawn(move || jobs.into_iter().for_each(do_job)));
    }
    threads.push(thread::spawn(move || {
        for (job, queue) in jobs.into_iter().zip(queues.iter().cycle()) {
            let _ = queue.send(job);
        }
    }));
    threads
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
