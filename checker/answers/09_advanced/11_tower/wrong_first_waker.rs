// refused: hangs — the waker of the first time it asked is kept

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

pub trait Service<Request> {
    type Response;
    type Error;
    type Future: Future<Output = Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;

    fn call(&mut self, request: Request) -> Self::Future;
}

struct Places {
    free: usize,
    waits: Vec<(u64, Waker)>,
    next: u64,
}

struct Shared(Mutex<Places>);

impl Shared {
    fn places(&self) -> MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place of a call or of a service that is ready.
struct Place(Arc<Shared>);

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = self.0.places();
        places.free += 1;
        let wakers = std::mem::take(&mut places.waits);
        drop(places);
        wakers.into_iter().for_each(|(_, waker)| waker.wake());
    }
}

pub struct Limit<S> {
    inner: S,
    shared: Arc<Shared>,
    number: u64,
    place: Option<Place>,
}

pub struct LimitFuture<F> {
    future: Pin<Box<F>>,
    place: Option<Place>,
}

impl<S> Limit<S> {
    pub fn new(inner: S, most: usize) -> Self {
        let places = Places {
            free: most,
            waits: Vec::new(),
            next: 1,
        };
        Self {
            inner,
            shared: Arc::new(Shared(Mutex::new(places))),
            number: 0,
            place: None,
        }
    }
}

impl<S: Clone> Clone for Limit<S> {
    fn clone(&self) -> Self {
        let mut places = self.shared.places();
        places.next += 1;
        Self {
            inner: self.inner.clone(),
            shared: self.shared.clone(),
            number: places.next,
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
            let mut places = self.shared.places();
            if places.free == 0 {
                if places
                    .waits
                    .iter()
                    .all(|(number, _)| *number != self.number)
                {
                    places.waits.push((self.number, context.waker().clone()));
                }
                return Poll::Pending;
            }
            places.free -= 1;
            self.place = Some(Place(self.shared.clone()));
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
