// accepted: the instance that was ready is moved into an async block, and a clone takes its seat

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

impl<R, S> Service<R> for Limit<S>
where
    R: Send + 'static,
    S: Service<R> + Clone + Send + 'static,
    S::Future: Send,
    S::Response: 'static,
    S::Error: 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        if self.place.is_none() {
            self.place = ready!(self.places.poll_acquire(context));
        }
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let place = self.place.take();
        let clone = self.inner.clone();
        let mut ready = std::mem::replace(&mut self.inner, clone);
        Box::pin(async move {
            let _place = place;
            ready.call(request).await
        })
    }
}

fn main() {}
