// accepted: each job watches the clock itself

use futures::future::BoxFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    let (running, late) = (TaskTracker::new(), Arc::new(AtomicBool::new(false)));
    while let Some(Some(job)) = stop.run_until_cancelled(jobs.recv()).await {
        // Both may have been ready.
        if stop.is_cancelled() {
            break;
        }
        let (stop, late, work) = (stop.clone(), Arc::clone(&late), job(stop.child_token()));
        running.spawn(async move {
            let time_is_over = async {
                stop.cancelled().await;
                sleep(GRACE).await;
            };
            tokio::select! {
                biased;
                () = work => {}
                () = time_is_over => late.store(true, Ordering::Relaxed),
            }
        });
    }
    drop(jobs);
    running.close();
    running.wait().await;
    flush.await;
    match late.load(Ordering::Relaxed) {
        true => Ended::Forced,
        false => Ended::Drained,
    }
}

fn main() {}
