// refused: late — all limits of a size share their places

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::PollSemaphore;

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
    places: PollSemaphore,
    place: Option<OwnedSemaphorePermit>,
}

/// A call that is under way.
pub struct LimitFuture<F> {
    future: Pin<Box<F>>,
    _place: OwnedSemaphorePermit,
}

fn places(most: usize) -> Arc<Semaphore> {
    static ALL: Mutex<BTreeMap<usize, Arc<Semaphore>>> = Mutex::new(BTreeMap::new());
    let mut all = ALL.lock().expect("no panic in here");
    let places = all
        .entry(most)
        .or_insert_with(|| Arc::new(Semaphore::new(most)));
    Arc::clone(places)
}

impl<S> Limit<S> {
    /// A limit of `most` calls, at least one, around `inner`.
    pub fn new(inner: S, most: usize) -> Self {
        Self {
            inner,
            places: PollSemaphore::new(places(most)),
            place: None,
        }
    }
}

impl<S: Clone> Clone for Limit<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            places: self.places.clone(),
            place: None,
        }
    }
}

impl<R, S: Service<R>> Service<R> for Limit<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = LimitFuture<S::Future>;

    /// If `inner` fails, its error is passed on.
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        if self.place.is_none() {
            self.place = std::task::ready!(self.places.poll_acquire(context));
        }
        self.inner.poll_ready(context)
    }

    /// The request is passed on to the instance of `inner` that was ready.
    fn call(&mut self, request: R) -> Self::Future {
        let place = self.place.take().expect("it was ready");
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
