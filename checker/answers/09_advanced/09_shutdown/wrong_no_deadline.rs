// refused: leaks — it waits for jobs without end

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

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
    let running = TaskTracker::new();
    loop {
        let job = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            job = jobs.recv() => job,
        };
        let Some(job) = job else { break };
        let work = job(stop.child_token());
        running.spawn(work);
    }
    jobs.close();
    running.close();
    running.wait().await;
    flush.await;
    Ended::Drained
}

fn main() {}
