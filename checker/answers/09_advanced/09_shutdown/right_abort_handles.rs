// accepted: handles to abort what is late, and a tracker to wait for it

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
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
    let (running, mut handles) = (TaskTracker::new(), Vec::new());
    loop {
        let job = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            job = jobs.recv() => job,
        };
        let Some(job) = job else { break };
        handles.push(running.spawn(job(stop.child_token())).abort_handle());
        handles.retain(|handle| !handle.is_finished());
    }
    jobs.close();
    running.close();
    let time_is_over = async {
        stop.cancelled().await;
        sleep(GRACE).await;
    };
    let ended = tokio::select! {
        biased;
        () = running.wait() => Ended::Drained,
        () = time_is_over => Ended::Forced,
    };
    handles.iter().for_each(|handle| handle.abort());
    running.wait().await;
    flush.await;
    ended
}

fn main() {}
