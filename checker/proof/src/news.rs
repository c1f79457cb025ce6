//! Something that another thread does in the middle of a poll, where time is real.

use crate::pace::Pace;
use crate::step::{held_at, operations_of};
use crate::worst_moment::WorstMoment;
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

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

/// So many steps of a poll are tried, as far as there is time.
const MOST: usize = 200;
/// And so many in any case: a wake-up gets lost shortly before the end.
const LEAST: usize = 8;

/// `attempt` again and again, in a world of its own each time: the thread that polls its
/// future first is held at another step of that poll, from the last one on, until what
/// [`NewsAt::comes`] is given has happened. At first it is held nowhere.
pub async fn with_news_at_each_step(mut attempt: impl AsyncFnMut(NewsAt)) {
    let steps = Rc::new(Cell::new(0));
    let at = |step| NewsAt {
        step,
        steps: Rc::clone(&steps),
    };
    attempt(at(None)).await;
    // Whoever is led first in a process may have had to prepare it.
    let pace = Pace::begins();
    for (tried, step) in (0..steps.get()).rev().take(MOST).enumerate() {
        if tried >= LEAST && pace.is_over() {
            return;
        }
        attempt(at(Some(step))).await;
    }
}

/// A step of the first poll of a future.
pub struct NewsAt {
    /// Its number; `None` where it is held nowhere, and its steps are counted.
    step: Option<usize>,
    steps: Rc<Cell<usize>>,
}

impl NewsAt {
    /// `future`; another thread calls `meanwhile` at this step of its first poll. After that
    /// it is polled when it was woken.
    pub async fn comes<F: Future>(
        self,
        future: F,
        meanwhile: impl FnOnce() + Send + 'static,
    ) -> F::Output {
        let (mut future, mut meanwhile) = (Box::pin(future), Some(meanwhile));
        poll_fn(move |context| match meanwhile.take() {
            None => future.as_mut().poll(context),
            Some(meanwhile) => {
                let moment = WorstMoment::of(Waker::noop().clone(), meanwhile);
                let polled = self.polled(&moment, || future.as_mut().poll(context));
                moment.is_over();
                polled
            }
        })
        .await
    }

    fn polled<T>(&self, moment: &WorstMoment, poll: impl FnOnce() -> Poll<T>) -> Poll<T> {
        let Some(step) = self.step else {
            let mut polled = Poll::Pending;
            self.steps.set(operations_of(|| polled = poll()));
            return polled;
        };
        held_at(step, || moment.comes(), poll).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real_time;
    use lab::ms;
    use std::sync::{Arc, Mutex};
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

        /// Its waker is there before the look, and is given after it.
        async fn filled_with_an_early_waker(&self) {
            poll_fn(|context| {
                let waker = context.waker().clone();
                if self.0.lock().expect("no panic").0 {
                    return Poll::Ready(());
                }
                self.0.lock().expect("no panic").1 = Some(waker);
                Poll::Pending
            })
            .await;
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

    /// How many attempts came to their end, and how many did not.
    fn at_each_step(early: bool) -> (usize, usize) {
        let counts = Arc::new(Mutex::new((0, 0)));
        let seen = Arc::clone(&counts);
        real_time(async move || {
            with_news_at_each_step(async |at| {
                let slot = Arc::new(Slot::default());
                let (filler, waiter) = (Arc::clone(&slot), Arc::clone(&slot));
                let waiting = async move {
                    match early {
                        true => waiter.filled_with_an_early_waker().await,
                        false => waiter.filled(true).await,
                    }
                };
                let task = at.comes(waiting, move || filler.fill());
                let local = LocalSet::new();
                let ended = local.run_until(async { timeout(ms(100), spawn_local(task)).await });
                let ended = ended.await.is_ok();
                let mut counts = seen.lock().expect("no panic");
                counts.0 += usize::from(ended);
                counts.1 += usize::from(!ended);
            })
            .await;
        });
        let counts = counts.lock().expect("no panic");
        *counts
    }

    #[test]
    fn at_no_step_is_anything_lost_where_a_lock_is_held() {
        assert_eq!(at_each_step(false).1, 0);
    }

    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    #[test]
    fn a_waker_that_was_taken_early_is_given_too_late_at_some_step() {
        let (ended, lost) = at_each_step(true);
        assert!(ended > 0 && lost > 0, "{ended} ended, {lost} did not");
    }
}
