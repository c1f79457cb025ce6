// refused: wrong-result — without senders the jobs are told to end at once

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

/// Work of a service, which is told by its token that the service stops.
pub type Job = Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>;

/// The time that jobs have to come to their end, once the service is told to stop.
pub const GRACE: Duration = Duration::from_secs(5);

/// How the jobs ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By themselves.
    Drained,
    /// Some did not, and were stopped.
    Forced,
}

/// Runs each of `jobs` when it comes, as a task of its own, until `stop` is cancelled.
pub async fn serve(
    mut jobs: mpsc::Receiver<Job>,
    stop: CancellationToken,
    flush: BoxFuture<'static, ()>,
) -> Ended {
    let told = stop.child_token();
    let mut tasks: JoinSet<()> = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled() => break,
            Some(_) = tasks.join_next() => {}
            job = jobs.recv() => {
                let Some(job) = job else { break };
                let token = told.child_token();
                tasks.spawn(async move { job(token).await });
            }
        }
    }
    drop(jobs);
    told.cancel();

    let is_drained = {
        let drained = async { while tasks.join_next().await.is_some() {} };
        tokio::pin!(drained);
        let is_stopped = tokio::select! {
            biased;
            () = stop.cancelled() => true,
            () = &mut drained => false,
        };
        !is_stopped || timeout_at(Instant::now() + GRACE, drained).await.is_ok()
    };

    let mut ended = Ended::Drained;
    if !is_drained {
        tasks.abort_all();
        while let Some(result) = tasks.join_next().await {
            if result.is_err_and(|error| error.is_cancelled()) {
                ended = Ended::Forced;
            }
        }
    }
    flush.await;
    ended
}

fn main() {}
