// refused: wrong-result — a panic without arguments has another type of payload

use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = Vec::new();
    for handle in handles {
        outcomes.push(handle.await.map_err(job_error));
    }
    outcomes
}

fn job_error(error: JoinError) -> JobError {
    match error.try_into_panic() {
        Ok(payload) => JobError::Panicked(
            payload
                .downcast::<String>()
                .map(|text| *text)
                .unwrap_or_default(),
        ),
        Err(_) => JobError::Cancelled,
    }
}

fn main() {}
