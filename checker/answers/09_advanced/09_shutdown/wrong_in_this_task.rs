// refused: wrong-thread — all jobs run in the task of the caller

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use std::time::Duration;
use tokio::sync::mpsc;
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
    let mut running = FuturesUnordered::new();
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled() => break,
            Some(()) = running.next() => {}
            job = jobs.recv() => match job {
                Some(job) => running.push(job(stop.child_token())),
                None => break,
            },
        }
    }
    jobs.close();
    while !stop.is_cancelled() && !running.is_empty() {
        tokio::select! {
            () = stop.cancelled() => {}
            _ = running.next() => {}
        }
    }
    let all = async { while running.next().await.is_some() {} };
    let ended = match timeout(GRACE, all).await {
        Ok(()) => Ended::Drained,
        Err(_) => Ended::Forced,
    };
    running.clear();
    flush.await;
    ended
}

fn main() {}
