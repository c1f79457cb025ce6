// refused: hangs — the jobs go on into a second queue, of which a worker keeps a sender

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let (sender, shared) = mpsc::channel();
    let shared = Arc::new(Mutex::new(shared));
    let mut threads = Vec::new();
    for _ in 0..workers {
        let (again, shared) = (sender.clone(), Arc::clone(&shared));
        threads.push(thread::spawn(move || {
            loop {
                let next: Result<Job, _> = shared.lock().unwrap().recv();
                let Ok(job) = next else { break };
                do_job(job);
            }
            drop(again);
        }));
    }
    thread::spawn(move || jobs.into_iter().try_for_each(|job| sender.send(job)));
    threads
}

fn do_job(job: Job) {
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {}
