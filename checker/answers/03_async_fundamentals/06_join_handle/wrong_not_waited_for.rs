// refused: wrong-result — jobs that have not ended yet are given up

use std::any::Any;
use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = Vec::new();
    for handle in handles {
        if handle.is_finished() {
            outcomes.push(handle.await.map_err(job_error));
        } else {
            outcomes.push(Err(JobError::Cancelled));
        }
    }
    outcomes
}

fn job_error(error: JoinError) -> JobError {
    if error.is_cancelled() {
        return JobError::Cancelled;
    }
    JobError::Panicked(words(&*error.into_panic()))
}

fn words(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without words".to_owned()
    }
}

fn main() {}
