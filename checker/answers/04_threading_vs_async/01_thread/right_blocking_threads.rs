// accepted: threads that tokio keeps for blocking work

use std::thread;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = jobs.into_iter().map(spawn_blocking).collect();
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await.map_err(|error| error.into_panic()));
        }
        outcomes
    })
}

fn main() {}
