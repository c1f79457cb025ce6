//! A task that does not wait for its turn.

use crate::held::Polling;
use crate::refusal::{finding, refuse};
use crate::watchdog::{Watchdog, Watched};
use lab::ms;
use report::Kind;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

/// A task that polls its future on the spot when it is woken, before `wake`
/// returns. An executor may do that, so whoever calls a waker must have done
/// everything else before, and must not hold what a poll needs.
///
/// It lives on one thread, and so do its wakes: those from another thread do
/// nothing.
pub struct EagerTask<F: Future> {
    slot: Rc<Slot<F>>,
    number: usize,
}

/// A poll that takes longer waits for something.
const PATIENCE: Duration = ms(1_000);

thread_local! {
    /// Wakers may be sent anywhere, futures may not: a waker only knows the
    /// number of its task.
    static TASKS: RefCell<HashMap<usize, Rc<dyn OnTheSpot>>> = RefCell::default();
}

static NEXT: AtomicUsize = AtomicUsize::new(0);

impl<F: Future + 'static> EagerTask<F> {
    /// Nothing is polled yet.
    #[must_use]
    pub fn of(future: F) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let slot = Rc::new(Slot {
            future: RefCell::new(Some(Box::pin(future))),
            output: RefCell::new(None),
            waker: Arc::new(Number(number)).into(),
            wakes: Cell::new(0),
            in_vain: Cell::new(false),
        });
        let task: Rc<dyn OnTheSpot> = slot.clone();
        TASKS.with_borrow_mut(|tasks| tasks.insert(number, task));
        Self { slot, number }
    }

    /// Poll once: it is not ready.
    pub fn is_pending(&self) {
        {
            let _watchdog = Watchdog::start(Watched::Poll(1), PATIENCE);
            self.slot.poll();
        }
        if self.slot.output.borrow().is_some() {
            refuse(finding(
                Kind::TooEarly,
                "the first poll returned `Ready`, expected `Pending`".to_owned(),
                "the future says that it is done before it is",
                "what has to have happened before it may be ready?",
            ));
        }
        // What counts is what comes after this.
        self.slot.wakes.set(0);
    }

    /// It was woken by now, polled on the spot, and ready, with this value.
    pub fn was_woken_and_ready(&self) -> F::Output {
        match self.slot.output.take() {
            Some(output) => output,
            None if self.slot.wakes.get() == 0 => refuse(finding(
                Kind::Hangs,
                "it has happened, and the waker of the task was not called".to_owned(),
                "nobody will poll this future again, so it waits for ever",
                "which waker has to be called, and who holds it?",
            )),
            None => refuse(finding(
                Kind::Hangs,
                "the waker was called, the task polled on the spot, and the future returned \
                 `Pending`; it was not woken again"
                    .to_owned(),
                "the task was woken before there was something to see, so it waits for ever",
                "what has to be done when the waker is called?",
            )),
        }
    }

    /// As [`EagerTask::was_woken_and_ready`], and no poll on the spot found it pending.
    pub fn was_ready_when_woken(&self) -> F::Output {
        let output = self.was_woken_and_ready();
        if self.slot.in_vain.get() {
            refuse(finding(
                Kind::TooEarly,
                "the waker was called, the task polled on the spot, and the future returned \
                 `Pending`; only a later call of the waker found it ready"
                    .to_owned(),
                "the task was woken before there was something to see",
                "what has to be done when the waker is called?",
            ));
        }
        output
    }
}

impl<F: Future> fmt::Debug for EagerTask<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EagerTask")
            .field("number", &self.number)
            .field("wakes", &self.slot.wakes)
            .finish_non_exhaustive()
    }
}

impl<F: Future> Drop for EagerTask<F> {
    fn drop(&mut self) {
        // Dropped outside of the borrow: a destructor may wake other tasks.
        let task = TASKS.with_borrow_mut(|tasks| tasks.remove(&self.number));
        drop(task);
    }
}

/// What a waker knows of its task.
struct Number(usize);

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        let task = TASKS.with_borrow(|tasks| tasks.get(&self.0).cloned());
        if let Some(task) = task {
            task.woken();
        }
    }
}

trait OnTheSpot {
    fn woken(&self);
}

struct Slot<F: Future> {
    /// `None` once it was ready.
    future: RefCell<Option<Pin<Box<F>>>>,
    output: RefCell<Option<F::Output>>,
    waker: Waker,
    wakes: Cell<usize>,
    /// Whether it was woken, and not ready.
    in_vain: Cell<bool>,
}

impl<F: Future> Slot<F> {
    fn poll(&self) {
        /// A future that wakes itself in each poll never comes to an end.
        const MOST: usize = 1_000;
        // Where it is being polled, that poll goes on afterwards.
        let Ok(mut future) = self.future.try_borrow_mut() else {
            return;
        };
        let _polling = Polling::thread();
        for _ in 0..MOST {
            let wakes = self.wakes.get();
            let Some(polled) = future.as_mut() else {
                return;
            };
            match polled.as_mut().poll(&mut Context::from_waker(&self.waker)) {
                Poll::Ready(output) => {
                    *self.output.borrow_mut() = Some(output);
                    *future = None;
                }
                Poll::Pending if self.wakes.get() == wakes => return,
                Poll::Pending => {}
            }
        }
    }
}

impl<F: Future> OnTheSpot for Slot<F> {
    fn woken(&self) {
        self.wakes.set(self.wakes.get() + 1);
        let _watchdog = Watchdog::start(Watched::Wake, PATIENCE);
        self.poll();
        let pending = |future: std::cell::Ref<'_, Option<_>>| future.is_some();
        // In the middle of a poll, that one goes on.
        if self.future.try_borrow().is_ok_and(pending) {
            self.in_vain.set(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::future::{pending, poll_fn, ready};
    use std::sync::Mutex;

    /// In which order `set` does its two things.
    #[derive(Clone, Copy)]
    enum Order {
        SetThenWake,
        WakeThenSet,
        WakeThenSetThenWake,
        OnlySet,
    }

    fn event(order: Order) -> (impl FnOnce(), impl Future<Output = u32>) {
        let shared: Rc<(Cell<bool>, Mutex<Option<Waker>>)> = Rc::default();
        let other = shared.clone();
        let set = move || {
            let wake = || {
                let waker = other.1.lock().expect("nobody panics with it").take();
                waker.into_iter().for_each(Waker::wake);
            };
            match order {
                Order::SetThenWake => {
                    other.0.set(true);
                    wake();
                }
                Order::WakeThenSet => {
                    wake();
                    other.0.set(true);
                }
                Order::WakeThenSetThenWake => {
                    wake();
                    other.0.set(true);
                    wake();
                }
                Order::OnlySet => other.0.set(true),
            }
        };
        let wait = poll_fn(move |context| {
            *shared.1.lock().expect("nobody panics with it") = Some(context.waker().clone());
            if shared.0.get() {
                Poll::Ready(7)
            } else {
                Poll::Pending
            }
        });
        (set, wait)
    }

    fn woken(order: Order) {
        let (set, wait) = event(order);
        let task = EagerTask::of(wait);
        task.is_pending();
        set();
        assert_eq!(task.was_woken_and_ready(), 7);
    }

    #[test]
    fn a_task_that_is_woken_last_of_all_is_ready() {
        accepts(|| woken(Order::SetThenWake));
    }

    #[test]
    fn a_task_that_is_woken_too_soon_or_never_is_refused() {
        refuses(Kind::Hangs, "the task polled on the spot", || {
            woken(Order::WakeThenSet);
        });
        refuses(Kind::Hangs, "was not called", || woken(Order::OnlySet));
    }

    #[test]
    fn a_task_that_is_woken_too_soon_and_once_more_was_woken_in_vain() {
        let ready_when_woken = |order| {
            let (set, wait) = event(order);
            let task = EagerTask::of(wait);
            task.is_pending();
            set();
            assert_eq!(task.was_ready_when_woken(), 7);
        };
        accepts(|| ready_when_woken(Order::SetThenWake));
        accepts(|| woken(Order::WakeThenSetThenWake));
        refuses(Kind::TooEarly, "only a later call of the waker", || {
            ready_when_woken(Order::WakeThenSetThenWake);
        });
    }

    #[test]
    fn a_future_that_wakes_itself_is_polled_again() {
        accepts(|| {
            let mut left = 3;
            let task = EagerTask::of(poll_fn(move |context| {
                left -= 1;
                if left == 0 {
                    return Poll::Ready(());
                }
                context.waker().wake_by_ref();
                Poll::Pending
            }));
            task.slot.poll();
            task.was_woken_and_ready();
        });
    }

    #[test]
    fn ready_at_once_is_refused_and_a_wake_after_the_end_is_not() {
        refuses(Kind::TooEarly, "the first poll returned `Ready`", || {
            EagerTask::of(ready(())).is_pending();
        });
        accepts(|| {
            let task = EagerTask::of(pending::<()>());
            let waker = task.slot.waker.clone();
            task.is_pending();
            drop(task);
            waker.wake();
        });
    }
}
