// refused: too-early — a job that takes more than a minute is stopped

use std::any::Any;
use std::time::Duration;
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
    for mut handle in handles {
        match tokio::time::timeout(Duration::from_secs(60), &mut handle).await {
            Ok(ended) => outcomes.push(told(ended)),
            Err(_) => {
                handle.abort();
                outcomes.push(Err(JobError::Cancelled))
            }
        }
    }
    outcomes
}

fn main() {}
