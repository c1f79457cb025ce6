// accepted: a stream of handles

use futures::{StreamExt, TryFutureExt, stream};
use std::any::Any;
use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    stream::iter(handles)
        .then(|handle| handle.map_err(job_error))
        .collect()
        .await
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
