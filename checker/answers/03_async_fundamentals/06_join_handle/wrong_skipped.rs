// refused: wrong-result — jobs that failed are left out

use tokio::task::JoinHandle;

#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    Panicked(String),
    Cancelled,
}

pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    let mut outcomes = Vec::new();
    for handle in handles {
        if let Ok(text) = handle.await {
            outcomes.push(Ok(text));
        }
    }
    outcomes
}

fn main() {}
