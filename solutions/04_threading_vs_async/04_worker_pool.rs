// A thread for each job is too many where there are thousands of jobs. A *pool* has a
// few threads, the workers, and one queue. The queue is a channel, and a channel has
// one receiver, so the workers share it behind a `Mutex`: who holds the lock takes the
// next job. A pool may look busy and still do one job at a time. It depends on how long
// the lock is held.
//
// https://doc.rust-lang.org/std/sync/struct.Mutex.html (offline: `rustup doc
// std::sync::Mutex`)

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Something to do, on any thread. If it panics, dropping the payload does not.
pub type Job = Box<dyn FnOnce() + Send>;

/// Start `workers` threads that do the jobs of one queue, and return their handles. They
/// are one at least.
///
/// No other thread does a job, though one may hand them on. Whoever has time takes the
/// next one, and while a worker does its job the others can take and do theirs. A worker
/// sleeps while there is nothing to do, and no other thread looks at times in its place.
/// It goes on after a job that panicked, whatever it panicked with, and does not panic
/// itself. When every sender of the queue is gone, the workers do what is left in it, and
/// then all of them end.
pub fn start_workers(workers: usize, jobs: Receiver<Job>) -> Vec<JoinHandle<()>> {
    let jobs = Arc::new(Mutex::new(jobs));
    let worker = || {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || {
            loop {
                // A statement of its own: the guard has no name, so it is dropped at the
                // semicolon. In the head of a `while let` it would live through the whole
                // body, and nobody else could take a job meanwhile.
                let job = jobs.lock().expect("nothing panics in `recv`").recv();
                match job {
                    Ok(job) => do_job(job),
                    // Every sender is gone, and the queue is empty.
                    Err(_) => return,
                }
            }
        })
    };
    (0..workers).map(|_| worker()).collect()
}

/// Do `job`. If it panics, that ends here: the thread lives on.
fn do_job(job: Job) {
    // A job may leave things of its own half-done, and nobody looks at those again.
    let _ = catch_unwind(AssertUnwindSafe(job));
}

fn main() {
    let (sender, jobs) = mpsc::channel::<Job>();
    let workers = start_workers(2, jobs);
    for photo in 1..=6 {
        let job = Box::new(move || println!("photo {photo} is resized"));
        sender.send(job).expect("the workers hold the receiver");
    }
    drop(sender);
    for worker in workers {
        worker.join().expect("a worker does not panic");
    }
}

// These tests count jobs. A hidden test looks at how they are done: who does which
// job, what overlaps, and what the workers do when there is nothing to do.
#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_job_is_done_and_then_the_workers_end() {
        let (sender, jobs) = mpsc::channel::<Job>();
        let (workers, done) = (start_workers(3, jobs), Arc::new(AtomicUsize::new(0)));
        for _ in 0..10 {
            let done = Arc::clone(&done);
            let job = Box::new(move || drop(done.fetch_add(1, Ordering::Relaxed)));
            sender.send(job).unwrap();
        }
        drop(sender);
        for worker in workers {
            worker.join().unwrap();
        }
        assert_eq!(done.load(Ordering::Relaxed), 10);
    }
}
