// accepted: a `JoinSet` of waiting tasks, put back in order

use std::any::Any;
use tokio::task::{JoinError, JoinHandle, JoinSet};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes: Vec<_> = handles.iter().map(|_| Err(JobError::Cancelled)).collect();
    let mut waiting = JoinSet::new();
    for (place, handle) in handles.into_iter().enumerate() {
        waiting.spawn(async move { (place, handle.await) });
    }
    while let Some(Ok((place, ended))) = waiting.join_next().await {
        outcomes[place] = ended.map_err(job_error);
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
