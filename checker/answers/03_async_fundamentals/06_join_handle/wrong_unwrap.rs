// refused: panicked — `unwrap` turns the error of one job into a panic of the caller

use tokio::task::JoinHandle;

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = Vec::new();
    for handle in handles {
        outcomes.push(Ok(handle.await.unwrap()));
    }
    outcomes
}

fn main() {}
