// refused: wrong-thread — who dies of a job gets a successor, of which nobody has the handle

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let worker = |jobs: Arc<Mutex<Receiver<Job>>>| {
        loop {
            let next = jobs.lock().unwrap().recv();
            match next {
                Ok(job) => job(),
                Err(_) => break,
            }
        }
    };
    let manager = move |jobs: Arc<Mutex<Receiver<Job>>>| {
        loop {
            let jobs = Arc::clone(&jobs);
            if thread::spawn(move || worker(jobs)).join().is_ok() {
                break;
            }
        }
    };
    (0..workers)
        .map(|_| Arc::clone(&jobs))
        .map(|jobs| thread::spawn(move || manager(jobs)))
        .collect()
}

fn main() {}
