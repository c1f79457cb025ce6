//! A thread of the system for each job.

use super::job::Job;
use std::thread;

pub const UNITS: usize = 1_000;
pub const TOGETHER: bool = true;
pub const STARTS: usize = 500;

pub fn run(jobs: &[Job]) {
    thread::scope(|scope| {
        for job in jobs {
            scope.spawn(move || job.run());
        }
    });
}
