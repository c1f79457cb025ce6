// refused: wrong-result — the outcomes stand in the order in which the jobs ended

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use std::any::Any;
use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut running: FuturesUnordered<_> = handles.into_iter().collect();
    let mut outcomes = Vec::new();
    while let Some(ended) = running.next().await {
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
