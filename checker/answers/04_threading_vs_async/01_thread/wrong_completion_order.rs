// refused: wrong-result — the outcomes stand in the order in which the jobs end

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let (tell, told) = mpsc::channel();
    for job in jobs {
        let tell = tell.clone();
        thread::spawn(move || tell.send(catch_unwind(AssertUnwindSafe(job))));
    }
    drop(tell);
    told.into_iter().collect()
}

fn main() {}
