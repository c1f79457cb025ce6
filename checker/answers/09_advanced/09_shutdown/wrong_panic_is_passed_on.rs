// refused: panicked — a job that panics ends the service

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

pub type Job = Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>;

pub const GRACE: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Drained,
    Forced,
}

pub async fn serve(
    mut jobs: mpsc::Receiver<Job>,
    stop: CancellationToken,
    flush: BoxFuture<'static, ()>,
) -> Ended {
    let mut running = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled() => break,
            Some(_) = running.join_next() => {}
            job = jobs.recv() => match job {
                Some(job) => drop(running.spawn(job(stop.child_token()))),
                None => break,
            },
        }
    }
    jobs.close();
    // Without senders there is no limit before it is told to stop.
    while !stop.is_cancelled() && !running.is_empty() {
        tokio::select! {
            () = stop.cancelled() => {}
            _ = running.join_next() => {}
        }
    }
    let all = async {
        while let Some(ended) = running.join_next().await {
            ended.unwrap()
        }
    };
    let ended = match timeout(GRACE, all).await {
        Ok(()) => Ended::Drained,
        Err(_) => Ended::Forced,
    };
    running.shutdown().await;
    flush.await;
    ended
}

fn main() {}
