//! One after another, on the thread that is there.

use super::job::Job;

/// As many as memory is measured with.
pub const UNITS: usize = 1_000;
/// They are not under way together.
pub const TOGETHER: bool = false;
/// As many as starting is measured with.
pub const STARTS: usize = 100_000;

pub fn run(jobs: &[Job]) {
    for job in jobs {
        job.run();
    }
}
