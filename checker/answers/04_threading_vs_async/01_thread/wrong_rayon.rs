// refused: not-concurrent — a pool has so many threads and no more

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let pool = ThreadPoolBuilder::new().num_threads(8).build().unwrap();
    pool.install(|| {
        jobs.into_par_iter()
            .map(|job| catch_unwind(AssertUnwindSafe(job)))
            .collect()
    })
}

fn main() {}
