// refused: wrong-result — that it panicked is told, but not in its words

use tokio::task::JoinHandle;

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = Vec::new();
    for handle in handles {
        outcomes.push(handle.await.map_err(|error| {
            if error.is_cancelled() {
                JobError::Cancelled
            } else {
                JobError::Panicked("a job panicked".to_owned())
            }
        }));
    }
    outcomes
}

fn main() {}
