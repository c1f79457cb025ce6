// refused: wrong-result — the last job has ended and the time is over: either of them may count

use futures::FutureExt;
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
    let (running, force) = (TaskTracker::new(), CancellationToken::new());
    loop {
        let job = tokio::select! {
            // Where both are ready, stopping goes first.
            biased;
            () = stop.cancelled() => break,
            job = jobs.recv() => job,
        };
        let Some(job) = job else { break };
        // A child hears of it when its parent is cancelled, and not the other way round.
        let work = job(stop.child_token());
        running.spawn(force.clone().run_until_cancelled_owned(work));
    }
    jobs.close();
    // One that is open waits for more, even when it is empty.
    running.close();
    let time_is_over = async {
        stop.cancelled().await;
        sleep(GRACE).await;
    };
    let ended = tokio::select! {
        () = running.wait() => Ended::Drained,
        () = time_is_over => Ended::Forced,
    };
    force.cancel();
    running.wait().await;
    flush.await;
    ended
}

fn main() {}
