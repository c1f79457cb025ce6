use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub type Job = Box<dyn FnOnce() + Send>;

pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let (feed, fed) = mpsc::channel::<Job>();
    let feeder = thread::Builder::new().name("feeder".to_owned());
    let _ = feeder.spawn(move || {
        loop {
            match jobs.try_recv() {
                Ok(job) => drop(feed.send(job)),
                // It rests, works for a moment, and rests.
                Err(TryRecvError::Empty) => {
                    thread::sleep(Duration::from_millis(7));
                    for _ in 0..100_000 {
                        std::hint::spin_loop();
                    }
                }
                Err(TryRecvError::Disconnected) => return,
            }
        }
    });
    let fed = Arc::new(Mutex::new(fed));
    let worker = |_| {
        let fed = Arc::clone(&fed);
        thread::spawn(move || {
            loop {
                let job = fed.lock().unwrap().recv();
                match job {
                    Ok(job) => drop(catch_unwind(AssertUnwindSafe(job))),
                    Err(_) => return,
                }
            }
        })
    };
    (0..workers).map(worker).collect()
}

fn main() {}
