// Each night a new version of the service takes over, and the old one is told to stop. It has
// promised things to customers, and shall keep its word: what has begun comes to its end.
// But the night is short, and some jobs never end. So a service stops in stages, and what
// holds up the first ones must not cost the last one: nothing more is taken in, what has
// begun is told and waited for, what is late is stopped, and then the books are written.
//
// https://tokio.rs/tokio/topics/shutdown

use futures::FutureExt;
use futures::future::BoxFuture;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Work of a service, which is told by its token that the service stops.
pub type Job = Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>;

/// The time that jobs have to come to their end, once the service is told to stop.
pub const GRACE: Duration = Duration::from_secs(5);

/// How the jobs ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By themselves, be it by a panic.
    Drained,
    /// Some did not, and were stopped.
    Forced,
}

/// Runs each of `jobs` when it comes, as a task of its own, until `stop` is cancelled.
///
/// From then on no job is taken in, not even one that is in the channel already, and who sends
/// another one gets an error. The tokens of those that were taken in are cancelled. They may go
/// on for `GRACE`, counted from then; those that have not ended by then are stopped. As soon
/// as the last one is gone, with all that it owns, `flush` is run to its end, however long
/// that takes. Then this returns. Of what it has started, nothing is left. It is woken by what
/// it waits for, and blocks no thread.
///
/// If there is nobody who could send a job any more, it waits for those that were taken in,
/// then runs `flush` and returns. Until `stop` is cancelled they have all the time that they
/// need, and nobody tells them to hurry.
///
/// A job has a token of its own. If the job cancels it, that says nothing to anybody else. A
/// job whose future panics is over, and the others go on.
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
        biased;
        () = running.wait() => Ended::Drained,
        () = time_is_over => Ended::Forced,
    };
    force.cancel();
    running.wait().await;
    flush.await;
    ended
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, jobs) = mpsc::channel::<Job>(8);
    let stop = CancellationToken::new();
    let polite: Job = Box::new(|token| {
        async move {
            token.cancelled().await;
            println!("the shop window is dark");
        }
        .boxed()
    });
    let slow: Job = Box::new(|_| {
        async move {
            sleep(Duration::from_millis(300)).await;
            println!("the order is packed");
        }
        .boxed()
    });
    let _ = (sender.send(polite).await, sender.send(slow).await);
    let night = async {
        sleep(Duration::from_millis(100)).await;
        println!("night has come");
        stop.cancel();
    };
    let flush = async { println!("the books are written") }.boxed();
    let (ended, ()) = tokio::join!(serve(jobs, stop.clone(), flush), night);
    println!("{ended:?}");
}

// These tests look at one job. A hidden test also looks at many, at what is in the channel, at
// what is left, and at services to which nobody sends any more.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::time::Instant;

    /// Stops a service with one job after 100 ms. How it ended, and when.
    async fn stopped(job: Job) -> (Ended, Duration) {
        let start = Instant::now();
        let (sender, jobs) = mpsc::channel(8);
        let stop = CancellationToken::new();
        assert!(sender.send(job).await.is_ok());
        let night = async {
            sleep(ms(100)).await;
            stop.cancel();
        };
        let (ended, ()) = tokio::join!(serve(jobs, stop.clone(), async {}.boxed()), night);
        (ended, start.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_that_listens_is_waited_for() {
        let job: Job = Box::new(|token| {
            async move {
                token.cancelled().await;
                sleep(ms(300)).await;
            }
            .boxed()
        });
        assert_eq!(stopped(job).await, (Ended::Drained, ms(400)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_that_takes_an_hour_is_stopped() {
        let job: Job = Box::new(|_| sleep(ms(3_600_000)).boxed());
        assert_eq!(stopped(job).await, (Ended::Forced, ms(5_100)));
    }
}
