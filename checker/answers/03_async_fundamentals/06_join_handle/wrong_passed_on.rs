// refused: panicked — the panic of one job goes on in the caller

use std::panic::resume_unwind;
use tokio::task::JoinHandle;

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = Vec::new();
    for handle in handles {
        match handle.await {
            Ok(text) => outcomes.push(Ok(text)),
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Err(_) => outcomes.push(Err(JobError::Cancelled)),
        }
    }
    outcomes
}

fn main() {}
