// accepted: handles that are awaited one after another, and aborted on drop

use futures::future::BoxFuture;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

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
    let mut running = Vec::new();
    loop {
        tokio::select! {
            biased;
            () = stop.cancelled() => break,
            job = jobs.recv() => {
                let Some(job) = job else { break };
                running.retain(|task: &AbortOnDropHandle<()>| !task.is_finished());
                running.push(AbortOnDropHandle::new(tokio::spawn(job(stop.child_token()))));
            }
        }
    }
    jobs.close();
    let time_is_over = async {
        stop.cancelled().await;
        sleep(GRACE).await;
    };
    let all = async {
        for task in &mut running {
            let _ = task.await;
        }
    };
    let ended = tokio::select! {
        biased;
        () = all => Ended::Drained,
        () = time_is_over => Ended::Forced,
    };
    for task in running {
        if !task.is_finished() {
            task.abort();
            let _ = task.await;
        }
    }
    flush.await;
    ended
}

fn main() {}
