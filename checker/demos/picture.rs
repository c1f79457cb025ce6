//! Runs some jobs in one way, so that it is heard what they do.

extern crate kit as _;

use job::Job;
use std::time::Duration;

fn main() {
    if let Some(job) = Job::of_this_process() {
        return job.run();
    }
    proof::run(&[("picture", picture)]);
}

fn picture() {
    let job = |number| Job {
        number,
        waits: WAITS,
        computes: COMPUTES,
    };
    let jobs: Vec<Job> = (1..=JOBS).map(job).collect();
    approach::run(&jobs);
}
