//! A pool with a thread for each processor, which share out what there is.

use super::job::Job;
use rayon::prelude::*;

pub const UNITS: usize = 1_000;
/// A job that waits keeps a thread of the pool, and there are few.
pub const TOGETHER: bool = false;
pub const STARTS: usize = 100_000;

pub fn run(jobs: &[Job]) {
    jobs.par_iter().for_each(Job::run);
}
