// refused: wrong-result — a panic whose payload is no text is taken for an abort

use std::any::Any;
use tokio::task::JoinHandle;

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

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = vec![];
    for handle in handles {
        outcomes.push(match handle.await {
            Ok(text) => Ok(text),
            Err(error) => match error.try_into_panic() {
                Ok(payload) => {
                    if let Some(text) = payload.downcast_ref::<&str>() {
                        Err(JobError::Panicked((*text).to_owned()))
                    } else if let Some(text) = payload.downcast_ref::<String>() {
                        Err(JobError::Panicked(text.clone()))
                    } else {
                        Err(JobError::Cancelled)
                    }
                }
                Err(_) => Err(JobError::Cancelled),
            },
        })
    }
    outcomes
}

fn main() {}
