// refused: wrong-result — each thread adds its outcome at the end of a shared list

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for job in jobs {
            scope.spawn(|| {
                let outcome = catch_unwind(AssertUnwindSafe(job));
                outcomes.lock().unwrap().push(outcome);
            });
        }
    });
    outcomes.into_inner().unwrap()
}

fn main() {}
