// The jobs of the night run as tasks. A task that panics does not take the program
// down, nor the other tasks: its panic is caught, and kept for whoever awaits the
// task's `JoinHandle`. In the morning somebody reads how each job ended.
//
// So awaiting a handle gives a `Result`: what the task returned, or a `JoinError`.
// That is one of two things: the task panicked, or it was aborted.
//
// https://docs.rs/tokio/latest/tokio/task/struct.JoinError.html

use lab::Job;
use std::any::Any;
use tokio::task::JoinHandle;

/// Why a job returned nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum JobError {
    /// It panicked, with this message.
    Panicked(String),
    /// It was aborted.
    Cancelled,
}

/// Wait for every job, and tell how each one ended, in the order of `handles`.
///
/// A job that returned gives its text. One that panicked gives `Panicked`, with
/// the message of its panic and nothing else, and one that was aborted gives
/// `Cancelled`. A panic whose payload is no text gives `Panicked` too, with a
/// message of your choice.
///
/// No panic is passed on, no job is stopped, and no thread is blocked. No handles
/// are no outcomes.
pub async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, JobError>> {
    // TODO: Await each handle, and turn what it gives into a text or a `JobError`.
    todo!()
}

/// The message of a panic, whose payload may be of any type and is mostly one of two.
#[allow(dead_code, reason = "for your code to call")]
fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without a message".to_owned()
    }
}

#[tokio::main]
async fn main() {
    let jobs = Job::sample().into_iter();
    let handles = jobs.map(|job| tokio::spawn(job.run())).collect();
    for outcome in outcomes(handles).await {
        println!("{outcome:?}");
    }
}

// A hidden test looks at more: the order, the message of each sort of panic, and
// that every job is waited for.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(start_paused = true)]
    async fn a_panic_gives_its_message() {
        let job = Job::panics("invoices", "out of paper", ms(10));
        let outcomes = outcomes(vec![tokio::spawn(job.run())]).await;
        let message = "out of paper".to_owned();
        assert_eq!(outcomes, [Err(JobError::Panicked(message))]);
    }

    #[tokio::test(start_paused = true)]
    async fn an_aborted_job_is_cancelled() {
        let handle = tokio::spawn(Job::returns("backup", "saved", ms(30)).run());
        handle.abort();
        assert_eq!(outcomes(vec![handle]).await, [Err(JobError::Cancelled)]);
    }
}
