//! A task for each job, on a runtime with a thread for each processor.

use super::job::Job;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

pub const UNITS: usize = 1_000;
pub const TOGETHER: bool = true;
pub const STARTS: usize = 10_000;

pub fn run(jobs: &[Job]) {
    let runtime = Builder::new_multi_thread().enable_all().build();
    runtime
        .expect("there is room for a runtime")
        .block_on(async {
            let mut tasks = JoinSet::new();
            for job in jobs.iter().copied() {
                tasks.spawn(async move { job.run_async().await });
            }
            tasks.join_all().await;
        });
}
