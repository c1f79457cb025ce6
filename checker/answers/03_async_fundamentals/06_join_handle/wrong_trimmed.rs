// refused: wrong-result — blanks around a message are taken away

use std::any::Any;
use tokio::task::{JoinError, JoinHandle};

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without a message".to_owned()
    }
}

fn told(ended: Result<String, JoinError>) -> Result<String, JobError> {
    ended.map_err(|error| match error.try_into_panic() {
        Ok(payload) => JobError::Panicked(message(&*payload)),
        Err(_) => JobError::Cancelled,
    })
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = vec![];
    for handle in handles {
        outcomes.push(told(handle.await).map_err(|error| match error {
            JobError::Panicked(text) => JobError::Panicked(text.trim().to_owned()),
            error => error,
        }))
    }
    outcomes
}

fn main() {}
