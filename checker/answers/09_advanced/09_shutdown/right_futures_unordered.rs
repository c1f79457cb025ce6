// accepted: handles in a `FuturesUnordered`

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::future::Either;
use futures::stream::FuturesUnordered;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
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
    jobs: mpsc::Receiver<Job>,
    stop: CancellationToken,
    flush: BoxFuture<'static, ()>,
) -> Ended {
    let mut running: FuturesUnordered<JoinHandle<()>> = FuturesUnordered::new();
    take_in(jobs, &stop, &mut running).await;

    // It is stopped, or nobody can send any more.
    let in_time = {
        let stopped = pin!(stop.cancelled());
        let gone = pin!(async { while running.next().await.is_some() {} });
        match futures::future::select(stopped, gone).await {
            Either::Right(_) => true,
            Either::Left(((), gone)) => tokio::time::timeout(GRACE, gone).await.is_ok(),
        }
    };
    let mut forced = false;
    if !in_time {
        running.iter().for_each(JoinHandle::abort);
        while let Some(end) = running.next().await {
            forced |= end.is_err_and(|error| error.is_cancelled());
        }
    }
    flush.await;
    match forced {
        true => Ended::Forced,
        false => Ended::Drained,
    }
}

/// The channel ends with it.
async fn take_in(
    mut jobs: mpsc::Receiver<Job>,
    stop: &CancellationToken,
    running: &mut FuturesUnordered<JoinHandle<()>>,
) {
    loop {
        let job = tokio::select! {
            biased;
            () = stop.cancelled() => None,
            job = jobs.recv() => job,
        };
        let Some(job) = job else { return };
        let token = stop.child_token();
        running.push(tokio::spawn(job(token)));
    }
}

fn main() {}
