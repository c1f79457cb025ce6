// refused: blocks-runtime — who finds no place sleeps for a moment on the thread

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::PollSemaphore;

pub trait Service<Request> {
    type Response;
    type Error;
    type Future: Future<Output = Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;

    fn call(&mut self, request: Request) -> Self::Future;
}

pub struct Limit<S> {
    inner: S,
    places: PollSemaphore,
    place: Option<OwnedSemaphorePermit>,
}

pub struct LimitFuture<F> {
    future: Pin<Box<F>>,
    place: Option<OwnedSemaphorePermit>,
}

impl<S> Limit<S> {
    pub fn new(inner: S, most: usize) -> Self {
        Self {
            inner,
            places: PollSemaphore::new(Arc::new(Semaphore::new(most))),
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

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        if self.place.is_none() {
            let polled = self.places.poll_acquire(context);
            if polled.is_pending() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            self.place = ready!(polled);
        }
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let place = self.place.take();
        let future = Box::pin(self.inner.call(request));
        LimitFuture { future, place }
    }
}

impl<F: Future> Future for LimitFuture<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let response = ready!(self.future.as_mut().poll(context));
        self.place = None;
        Poll::Ready(response)
    }
}

fn main() {}
