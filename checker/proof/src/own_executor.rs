//! Who polls: an executor that the learner wrote, or one of a library?

use crate::background::background;
use crate::refusal::{finding, found};
use crate::step::{self, Held};
use lab::ms;
use report::Kind;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
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
            Kind::WrongResult,
            "the future was never polled".to_owned(),
            "a future does nothing by itself",
            "who makes the first poll?",
        ));
    }
}

/// Have `run`, an executor that sleeps while there is nothing to do, run a future that is
/// woken once, and come to its end: `is_woken_whenever("block_on", |future| exercise::block_on(future))`.
///
/// It is tried at each moment after the poll that is pending, with a future of its own:
/// before each of the executor's atomic operations, and when it sleeps. Whoever looks for a
/// wake-up first, and then goes to sleep, misses the one that comes in between, and is
/// refused as what hangs.
pub fn is_woken_whenever<R>(what: &str, run: R)
where
    R: Fn(Task) + Send + Sync + 'static,
{
    /// Between two polls there are some dozens.
    const MOST: usize = 300;
    let run = Arc::new(run);
    let _turn = step::turn();
    for operation in 0..MOST {
        let (tell, told) = mpsc::channel();
        let (run, future) = (Arc::clone(&run), woken_at(operation, tell));
        background(what, move || run(future)).result_within(ms(1_000));
        if told.try_recv() != Ok(Held::Once) {
            return;
        }
    }
}

fn woken_at(operation: usize, tell: Sender<Held>) -> Task {
    let mut polls = 0;
    Box::pin(poll_fn(move |context| {
        polls += 1;
        if polls == 1 {
            let waker = context.waker().clone();
            step::begins(operation, move || waker.wake());
            return Poll::Pending;
        }
        let _ = tell.send(step::ends());
        Poll::Ready(())
    }))
}

/// Each leaves a mark on the thread while it polls.
fn is_in_a_library() -> bool {
    futures::executor::enter().is_err() || Handle::try_current().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::sync::{Condvar, Mutex};
    use std::task::{Context, Wake, Waker};

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

    #[derive(Default)]
    struct Bell {
        rung: Mutex<bool>,
        rings: Condvar,
    }

    impl Wake for Bell {
        fn wake(self: Arc<Self>) {
            *self.rung.lock().expect("nobody panics with it") = true;
            self.rings.notify_one();
        }
    }

    /// Whether the lock is held from the look to the sleep.
    #[derive(Clone, Copy)]
    enum Lock {
        Kept,
        GivenBack,
    }

    fn block_on(mut future: Task, lock: Lock) {
        let bell = Arc::new(Bell::default());
        let waker = Waker::from(Arc::clone(&bell));
        while (future.as_mut())
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
        {
            let look = || bell.rung.lock().expect("nobody panics with it");
            let mut rung = look();
            while !*rung {
                if matches!(lock, Lock::GivenBack) {
                    drop(rung);
                    rung = look();
                }
                rung = bell.rings.wait(rung).expect("nobody panics with it");
            }
            *rung = false;
        }
    }

    #[test]
    fn a_wake_up_is_seen_whenever_it_comes() {
        accepts(|| is_woken_whenever("block_on", |future| block_on(future, Lock::Kept)));
    }

    #[test]
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    fn a_wake_up_between_the_look_and_the_sleep_is_missed() {
        refuses(Kind::Hangs, "`block_on` has not returned", || {
            is_woken_whenever("block_on", |future| block_on(future, Lock::GivenBack));
        });
    }

    #[test]
    fn a_future_that_nobody_polls_is_refused() {
        refuses(Kind::WrongResult, "never polled", || polls_by_itself(drop));
    }
}
