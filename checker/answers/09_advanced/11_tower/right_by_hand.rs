// accepted: a counter and a queue of wakers, and a place is handed over

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::task::{Context, Poll};

/// The trait of tower, as it is there.
pub trait Service<Request> {
    /// What comes back.
    type Response;
    /// What may come instead.
    type Error;
    /// The call that is under way.
    type Future: Future<Output = Result<Self::Response, Self::Error>>;

    /// Ready when this instance can be called once. Whoever gets `Pending` is woken when it is
    /// worth asking again.
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;

    /// Nobody calls an instance unless it was ready, once for each call.
    fn call(&mut self, request: Request) -> Self::Future;
}

/// A service that has a limit.
pub struct Limit<S> {
    inner: S,
    place: Place,
}

struct Shared {
    free: usize,
    next: u64,
    /// Who waits, in order; without a waker: it has been given a place.
    waiting: VecDeque<(u64, Waker)>,
    given: Vec<u64>,
}

/// What an instance or a call has of the places.
struct Place {
    shared: Arc<Mutex<Shared>>,
    has: Has,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Has {
    Nothing,
    Ticket(u64),
    Place,
}

impl Place {
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn poll_take(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let waker = context.waker().clone();
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        match self.has {
            Has::Place => return Poll::Ready(()),
            Has::Nothing if shared.free > 0 => {
                shared.free -= 1;
                self.has = Has::Place;
                return Poll::Ready(());
            }
            Has::Nothing => {
                let ticket = shared.next;
                shared.next += 1;
                shared.waiting.push_back((ticket, waker));
                self.has = Has::Ticket(ticket);
            }
            Has::Ticket(ticket) => {
                if let Some(at) = shared.given.iter().position(|given| *given == ticket) {
                    shared.given.swap_remove(at);
                    self.has = Has::Place;
                    return Poll::Ready(());
                }
                let place = shared.waiting.iter_mut().find(|place| place.0 == ticket);
                let old = place.map(|place| std::mem::replace(&mut place.1, waker));
                drop(shared);
                drop(old);
            }
        }
        Poll::Pending
    }

    fn give_back(&self) {
        let mut shared = self.lock();
        let Some((ticket, waker)) = shared.waiting.pop_front() else {
            shared.free += 1;
            return;
        };
        shared.given.push(ticket);
        drop(shared);
        waker.wake();
    }

    /// Takes what it has.
    fn take(&mut self) -> Self {
        let shared = Arc::clone(&self.shared);
        let has = std::mem::replace(&mut self.has, Has::Nothing);
        Self { shared, has }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        match self.has {
            Has::Nothing => {}
            Has::Place => self.give_back(),
            Has::Ticket(ticket) => {
                let mut shared = self.lock();
                if let Some(at) = shared.given.iter().position(|given| *given == ticket) {
                    shared.given.swap_remove(at);
                    drop(shared);
                    self.give_back();
                } else {
                    shared.waiting.retain(|place| place.0 != ticket);
                }
            }
        }
    }
}

/// A call that is under way.
pub struct LimitFuture<F> {
    future: Pin<Box<F>>,
    _place: Place,
}

impl<S> Limit<S> {
    /// A limit of `most` calls, at least one, around `inner`.
    pub fn new(inner: S, most: usize) -> Self {
        let shared = Shared {
            free: most,
            next: 0,
            waiting: VecDeque::new(),
            given: Vec::new(),
        };
        let place = Place {
            shared: Arc::new(Mutex::new(shared)),
            has: Has::Nothing,
        };
        Self { inner, place }
    }
}

impl<S: Clone> Clone for Limit<S> {
    fn clone(&self) -> Self {
        let place = Place {
            shared: Arc::clone(&self.place.shared),
            has: Has::Nothing,
        };
        let inner = self.inner.clone();
        Self { inner, place }
    }
}

impl<R, S: Service<R>> Service<R> for Limit<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = LimitFuture<S::Future>;

    /// If `inner` fails, its error is passed on.
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        // Both are asked each time, so that both know who asked last.
        let place = self.place.poll_take(context);
        let inner = self.inner.poll_ready(context)?;
        if place.is_pending() || inner.is_pending() {
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    /// The request is passed on to the instance of `inner` that was ready.
    fn call(&mut self, request: R) -> Self::Future {
        assert!(self.place.has == Has::Place, "it was not ready");
        let place = self.place.take();
        let future = Box::pin(self.inner.call(request));
        LimitFuture {
            future,
            _place: place,
        }
    }
}

impl<F: Future> Future for LimitFuture<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        self.future.as_mut().poll(context)
    }
}

fn main() {}
