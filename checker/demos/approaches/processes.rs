//! A process for each job.

use super::job::Job;
use std::process::{Child, Command};

/// A thousand would be too much for many a machine.
pub const UNITS: usize = 20;
pub const TOGETHER: bool = true;
pub const STARTS: usize = 20;

pub fn run(jobs: &[Job]) {
    let start = |mut command: Command| command.spawn().expect("there is room for a process");
    let children: Vec<Child> = jobs.iter().map(Job::in_a_process).map(start).collect();
    for mut child in children {
        child.wait().expect("a child can be waited for");
    }
}
