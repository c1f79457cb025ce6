//! A task that is faster than who wakes it.

use futures::FutureExt;
use futures::future::BoxFuture;
use lab::ms;
use std::fmt;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

/// It may wait for a lock that is held by who wakes it: then that one goes on.
const PATIENCE: Duration = ms(1_500);

/// A task that another thread polls as soon as it is woken, while who wakes it stands still:
/// whatever that one has not done by then, the task sees undone. On several threads that may
/// happen at any time; [`EagerTask`](crate::EagerTask) does it on the same thread.
///
/// ```
/// # use proof::SwiftTask;
/// let (sender, receiver) = tokio::sync::oneshot::channel();
/// let task = SwiftTask::of(receiver);
/// assert!(!task.is_ready());
/// assert_eq!(sender.send(7), Ok(()));
/// assert_eq!(task.output(), Some(Ok(7)));
/// ```
pub struct SwiftTask<T>(Arc<Slot<T>>);

struct Slot<T>(Mutex<State<T>>);

struct State<T> {
    future: Option<BoxFuture<'static, T>>,
    output: Option<T>,
}

impl<T: Send + 'static> SwiftTask<T> {
    /// Nothing is polled yet.
    #[must_use]
    pub fn of(future: impl Future<Output = T> + Send + 'static) -> Self {
        Self(Arc::new(Slot(Mutex::new(State {
            future: Some(future.boxed()),
            output: None,
        }))))
    }

    /// Poll it on this thread, if it was not ready before. Whether it is now.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.0.poll(&Waker::from(self.0.clone()))
    }

    /// What came of it, if it is ready.
    #[must_use]
    pub fn output(self) -> Option<T> {
        self.0.lock().output.take()
    }
}

impl<T> Slot<T> {
    /// Who is late waits here for who polls it.
    fn poll(&self, waker: &Waker) -> bool {
        let mut state = self.lock();
        if let Some(future) = &mut state.future
            && let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(waker))
        {
            state.output = Some(output);
            state.future = None;
        }
        state.output.is_some()
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send + 'static> Wake for Slot<T> {
    fn wake(self: Arc<Self>) {
        let (done, over) = channel();
        thread::spawn(move || {
            // It is woken once: what comes after that, the test looks at.
            self.poll(Waker::noop());
            let _ = done.send(());
        });
        let _ = over.recv_timeout(PATIENCE);
    }
}

impl<T> fmt::Debug for SwiftTask<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SwiftTask").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// What a task saw that is woken before this is done, or after it.
    fn seen(is_done_first: bool) -> Option<bool> {
        let done = Arc::new(AtomicBool::new(false));
        let waker = Arc::new(Mutex::new(None::<Waker>));
        let (looks, takes) = (done.clone(), waker.clone());
        let task = SwiftTask::of(poll_fn(move |context| {
            let before = takes.lock().unwrap().replace(context.waker().clone());
            match before {
                None => Poll::Pending,
                Some(_) => Poll::Ready(looks.load(Ordering::SeqCst)),
            }
        }));
        assert!(!task.is_ready());
        if is_done_first {
            done.store(true, Ordering::SeqCst);
        }
        let waker = waker.lock().unwrap().clone();
        waker.unwrap().wake();
        done.store(true, Ordering::SeqCst);
        task.output()
    }

    #[test]
    fn what_is_not_done_before_the_wake_is_seen_undone() {
        assert_eq!([true, false].map(seen), [Some(true), Some(false)]);
    }

    #[test]
    fn what_is_locked_by_who_wakes_it_is_waited_for() {
        let (lock, waker) = (Arc::new(Mutex::new(7)), Arc::new(Mutex::new(None)));
        let (locks, takes) = (lock.clone(), waker.clone());
        let task = SwiftTask::of(poll_fn(move |context| {
            match takes.lock().unwrap().replace(context.waker().clone()) {
                None => Poll::Pending,
                Some(_) => Poll::Ready(*locks.lock().unwrap()),
            }
        }));
        assert!(!task.is_ready());
        let waker: Option<Waker> = waker.lock().unwrap().clone();
        let mut number = lock.lock().unwrap();
        waker.unwrap().wake();
        *number = 8;
        drop(number);
        assert!(task.is_ready());
        assert_eq!(task.output(), Some(8));
    }

    #[test]
    fn one_that_is_not_woken_is_ready_when_it_is_polled() {
        let task = SwiftTask::of(async { 7 });
        assert!(task.is_ready() && task.is_ready());
        assert_eq!(task.output(), Some(7));
    }
}
