// refused: wrong-result — the words of the `JoinError` around those of the panic

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
                JobError::Panicked(error.to_string())
            }
        }));
    }
    outcomes
}

fn main() {}
