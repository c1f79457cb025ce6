// refused: wrong-result — one panic stops the jobs after it

use std::any::Any;
use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let aborts: Vec<_> = handles.iter().map(JoinHandle::abort_handle).collect();
    let mut outcomes = Vec::new();
    for handle in handles {
        let ended = handle.await;
        if ended.is_err() {
            aborts.iter().for_each(|job| job.abort());
        }
        outcomes.push(ended.map_err(job_error));
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
