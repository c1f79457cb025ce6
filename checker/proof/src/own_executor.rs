//! Who polls: an executor that the learner wrote, or one of a library?

use crate::refusal::{finding, found};
use report::Kind;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use tokio::runtime::Handle;

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Have a future run by `run`, on the executor that the exercise is about: it is
/// polled, and neither by tokio nor by an executor of the crate `futures`.
///
/// `polls_by_itself(|future| exercise::block_on(future))`
pub fn polls_by_itself<F, T>(run: F)
where
    F: FnOnce(Task) -> T,
{
    let polled = Arc::new(AtomicBool::new(false));
    let inside = Arc::clone(&polled);
    run(Box::pin(poll_fn(move |_| {
        inside.store(true, Ordering::SeqCst);
        if is_in_a_library() {
            found(finding(
                Kind::Forbidden,
                "the future was polled by an executor of a library".to_owned(),
                "this exercise is about what such an executor does",
                "which call hands the work on?",
            ));
        }
        Poll::Ready(())
    })));
    if !polled.load(Ordering::SeqCst) {
        found(finding(
            Kind::NotStarted,
            "the future was never polled".to_owned(),
            "a future does nothing by itself",
            "who makes the first poll?",
        ));
    }
}

/// Each leaves a mark on the thread while it polls.
fn is_in_a_library() -> bool {
    futures::executor::enter().is_err() || Handle::try_current().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::task::{Context, Waker};

    fn poll(mut future: Task) -> Poll<()> {
        future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn a_poll_by_hand_is_accepted() {
        accepts(|| polls_by_itself(poll));
    }

    #[test]
    fn a_poll_by_a_library_is_refused() {
        let by = |run: fn(Task)| {
            let observed = "polled by an executor of a library";
            refuses(Kind::Forbidden, observed, move || polls_by_itself(run));
        };
        by(futures::executor::block_on);
        by(|future| {
            let mut pool = futures::executor::LocalPool::new();
            pool.run_until(future);
        });
        by(|future| {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            runtime.expect("a runtime needs little").block_on(future);
        });
    }

    #[test]
    fn a_future_that_nobody_polls_is_refused() {
        refuses(Kind::NotStarted, "never polled", || polls_by_itself(drop));
    }
}
