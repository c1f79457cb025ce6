//! A process for each job.

use super::job::{Job, Process};

/// A thousand would be too much for many a machine.
pub const UNITS: usize = 20;
pub const TOGETHER: bool = true;
pub const STARTS: usize = 20;

pub fn run(jobs: &[Job]) {
    // All are started before the first one is waited for.
    let processes: Vec<Process> = jobs.iter().map(Job::start).collect();
    for process in processes {
        process.wait();
    }
}
