// refused: hangs — the waker of a service that is gone stands in the queue, and is called in the place of another

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
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
    places: Arc<Places>,
    /// Under which its waker is kept.
    number: u64,
    place: Option<Place>,
}

struct Places {
    state: Mutex<State>,
}

struct State {
    free: usize,
    next: u64,
    wakers: BTreeMap<u64, Waker>,
}

struct Place(Arc<Places>);

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().expect("no panic in here");
        state.free += 1;
        let first = state.wakers.pop_first();
        drop(state);
        if let Some((_, waker)) = first {
            waker.wake();
        }
    }
}

impl Places {
    fn number(&self) -> u64 {
        let mut state = self.state.lock().expect("no panic in here");
        state.next += 1;
        state.next
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
        let state = Mutex::new(State {
            free: most,
            next: 0,
            wakers: BTreeMap::new(),
        });
        Self {
            inner,
            places: Arc::new(Places { state }),
            number: 0,
            place: None,
        }
    }
}

impl<S: Clone> Clone for Limit<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            places: Arc::clone(&self.places),
            number: self.places.number(),
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
            let waker = context.waker().clone();
            let mut state = self.places.state.lock().expect("no panic in here");
            if state.free == 0 {
                let old = state.wakers.insert(self.number, waker);
                drop(state);
                drop(old);
                return Poll::Pending;
            }
            state.free -= 1;
            let old = state.wakers.remove(&self.number);
            drop(state);
            drop(old);
            self.place = Some(Place(Arc::clone(&self.places)));
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
