// accepted: the payload is taken apart where it is owned

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
    if !error.is_panic() {
        return JobError::Cancelled;
    }
    let payload = match error.into_panic().downcast::<String>() {
        Ok(text) => return JobError::Panicked(*text),
        Err(payload) => payload,
    };
    match payload.downcast::<&'static str>() {
        Ok(text) => JobError::Panicked((*text).to_owned()),
        Err(_) => JobError::Panicked("no words".to_owned()),
    }
}

fn main() {}
