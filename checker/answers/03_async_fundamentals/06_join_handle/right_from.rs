// accepted: `From`, so that `?` does the conversion

use futures::future::join_all;
use std::any::Any;
use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let told = handles.into_iter().map(async |handle| Ok(handle.await?));
    join_all(told).await
}

impl From<JoinError> for JobError {
    fn from(error: JoinError) -> Self {
        match error.try_into_panic() {
            Ok(payload) => JobError::Panicked(words(&*payload)),
            Err(_) => JobError::Cancelled,
        }
    }
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
