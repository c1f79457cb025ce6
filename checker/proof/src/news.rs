//! Something that another thread does in the middle of a poll, where time is real.

use crate::worst_moment::WorstMoment;
use std::future::poll_fn;

/// `future`, whose first poll is the worst one: another thread calls `meanwhile` when
/// it has looked and takes its waker. After that it is polled when it was woken, and
/// comes to its end unless the wake-up got lost:
///
/// `timeout(ms(1_500), spawn_local(with_news_in_the_first_poll(future, meanwhile)))`
///
/// Where all that counts happens in polls by hand, [`crate::PollScript::notices`] needs
/// no task.
pub async fn with_news_in_the_first_poll<F: Future>(
    future: F,
    meanwhile: impl FnOnce() + Send + 'static,
) -> F::Output {
    let (mut future, mut meanwhile) = (Box::pin(future), Some(meanwhile));
    poll_fn(move |context| match meanwhile.take() {
        None => future.as_mut().poll(context),
        Some(meanwhile) => {
            let moment = WorstMoment::of(context.waker().clone(), meanwhile);
            let polled = moment.poll(future.as_mut());
            moment.is_over();
            polled
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real_time;
    use lab::ms;
    use std::sync::{Arc, Mutex};
    use std::task::{Poll, Waker};
    use tokio::task::{LocalSet, spawn_local};
    use tokio::time::timeout;

    #[derive(Default)]
    struct Slot(Mutex<(bool, Option<Waker>)>);

    impl Slot {
        fn fill(&self) {
            let mut slot = self.0.lock().expect("no panic");
            slot.0 = true;
            if let Some(waker) = slot.1.take() {
                waker.wake();
            }
        }

        async fn filled(&self, hold: bool) {
            poll_fn(|context| {
                let mut slot = self.0.lock().expect("no panic");
                if slot.0 {
                    return Poll::Ready(());
                }
                if !hold {
                    drop(slot);
                    let waker = context.waker().clone();
                    slot = self.0.lock().expect("no panic");
                    slot.1 = Some(waker);
                } else {
                    slot.1 = Some(context.waker().clone());
                }
                Poll::Pending
            })
            .await;
        }
    }

    fn comes_to_its_end(hold: bool) -> bool {
        let end = Arc::new(Mutex::new(false));
        let seen = Arc::clone(&end);
        real_time(async move || {
            let slot = Arc::new(Slot::default());
            let (filler, waiter) = (Arc::clone(&slot), Arc::clone(&slot));
            let waiting = async move { waiter.filled(hold).await };
            let task = with_news_in_the_first_poll(waiting, move || filler.fill());
            let local = LocalSet::new();
            let ended = local.run_until(async { timeout(ms(100), spawn_local(task)).await });
            *seen.lock().expect("no panic") = ended.await.is_ok();
        });
        let end = end.lock().expect("no panic");
        *end
    }

    #[test]
    fn who_holds_a_lock_from_the_look_on_is_woken() {
        assert!(comes_to_its_end(true));
    }

    #[test]
    fn who_looks_and_then_takes_its_time_is_not() {
        assert!(!comes_to_its_end(false));
    }
}
