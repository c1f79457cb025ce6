// refused: wrong-result — reads the sentence of the error, in which the message may say anything

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
            Err(error) => {
                if error.to_string().contains("cancelled") {
                    Err(JobError::Cancelled)
                } else {
                    Err(JobError::Panicked(message(&*error.into_panic())))
                }
            }
        })
    }
    outcomes
}

fn main() {}
