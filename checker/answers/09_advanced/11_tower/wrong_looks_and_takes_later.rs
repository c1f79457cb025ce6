// refused: too-early — it looks whether there is a place, and takes it when `inner` is ready

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
    has_looked: bool,
}

struct Places {
    state: Mutex<State>,
}

struct State {
    free: isize,
    next: u64,
    wakers: BTreeMap<u64, Waker>,
}

struct Place(Arc<Places>);

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().expect("no panic in here");
        state.free += 1;
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        wakers.into_values().for_each(Waker::wake);
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
            free: most as isize,
            next: 0,
            wakers: BTreeMap::new(),
        });
        Self {
            inner,
            places: Arc::new(Places { state }),
            number: 0,
            place: None,
            has_looked: false,
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
            has_looked: false,
        }
    }
}

impl<S> Drop for Limit<S> {
    fn drop(&mut self) {
        let mut state = self.places.state.lock().expect("no panic in here");
        let waker = state.wakers.remove(&self.number);
        drop(state);
        drop(waker);
    }
}

impl<R, S: Service<R>> Service<R> for Limit<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = LimitFuture<S::Future>;

    /// If `inner` fails, its error is passed on.
    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        if self.place.is_none() && !self.has_looked {
            let waker = context.waker().clone();
            let mut state = self.places.state.lock().expect("no panic in here");
            if state.free <= 0 {
                let old = state.wakers.insert(self.number, waker);
                drop(state);
                drop(old);
                return Poll::Pending;
            }
            let old = state.wakers.remove(&self.number);
            drop(state);
            drop(old);
            self.has_looked = true;
        }
        std::task::ready!(self.inner.poll_ready(context))?;
        if self.place.is_none() {
            self.places.state.lock().expect("no panic in here").free -= 1;
            self.place = Some(Place(Arc::clone(&self.places)));
        }
        self.has_looked = false;
        Poll::Ready(Ok(()))
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
