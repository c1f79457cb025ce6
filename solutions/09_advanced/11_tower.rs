// The shop pays with a bank that takes two calls at a time. In tower, a `Service` is whatever
// takes a request and gives the future of a response, and what is put around it, such as a
// limit, is a service again. A future that waits inside of `call` would be a queue without
// a limit; so who calls asks first: `poll_ready` says that *this* instance has what one call
// needs, and keeps it. Two mistakes follow from that, in many layers that people
// write: a clone is called that nobody has asked, and what was kept is given back when `call`
// returns, with the response still to come.
//
// https://docs.rs/tower/latest/tower/trait.Service.html

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
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

/// A service that has a limit: of all calls of it and its clones, so many are under way at the
/// same time at most, and so many can be.
///
/// It is ready when it has a place and `inner` is ready. From then on it keeps this one place
/// for its call, however often it is asked. A call has it for as long as its response is to
/// come; it is free at the latest when the future of the call is dropped, after that of
/// `inner`, and whoever waits for a place is woken then, as the task that asked last. A
/// service that is dropped gives back a place that it has kept, and so does a call in which
/// `inner` panics.
///
/// A clone has a clone of `inner`; it is not ready, and has no place. Limits that were not
/// cloned from each other share nothing. No thread is blocked.
pub struct Limit<S> {
    inner: S,
    /// All clones share it; who waits in it for a place is this instance alone.
    places: PollSemaphore,
    /// What this instance keeps for its next call.
    place: Option<OwnedSemaphorePermit>,
}

/// A call that is under way.
pub struct LimitFuture<F> {
    future: Pin<Box<F>>,
    place: Option<OwnedSemaphorePermit>,
}

impl<S> Limit<S> {
    /// A limit of `most` calls, at least one, around `inner`.
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
            // Readiness is of one instance: `inner` has not said anything about its clone.
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
            // The semaphore is never closed, so there is always a permit.
            self.place = ready!(self.places.poll_acquire(context));
        }
        self.inner.poll_ready(context)
    }

    /// The request is passed on to the instance of `inner` that was ready, and its response as
    /// it is, an error too.
    fn call(&mut self, request: R) -> Self::Future {
        // The place goes with the call. Before that: if `inner` panics, it is given back.
        let place = self.place.take();
        let future = Box::pin(self.inner.call(request));
        LimitFuture { future, place }
    }
}

impl<F: Future> Future for LimitFuture<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let response = ready!(self.future.as_mut().poll(context));
        // Whoever keeps this future keeps nobody waiting.
        self.place = None;
        Poll::Ready(response)
    }
}

/// A bank that is always ready, and takes its time.
#[derive(Clone)]
struct SlowBank;

impl Service<u64> for SlowBank {
    type Response = String;
    type Error = String;
    type Future = Pin<Box<dyn Future<Output = Result<String, String>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), String>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, amount: u64) -> Self::Future {
        Box::pin(async move {
            tokio::time::sleep(lab::ms(50)).await;
            Ok(format!("{amount} EUR paid"))
        })
    }
}

/// Ask a service until it is ready, and call it.
async fn pay(mut bank: Limit<SlowBank>, amount: u64) -> Result<String, String> {
    std::future::poll_fn(|context| bank.poll_ready(context)).await?;
    bank.call(amount).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let bank = Limit::new(SlowBank, 2);
    let payments = [4, 8, 15, 16].map(async |amount| {
        println!("{:?}", pay(bank.clone(), amount).await);
    });
    futures::future::join_all(payments).await;
}

// A hidden test has a bank that refuses a call for which it was not ready.
#[cfg(test)]
mod tests {
    use super::*;
    use futures::future::join_all;
    use lab::ms;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn two_at_a_time() {
        let (bank, start) = (Limit::new(SlowBank, 2), Instant::now());
        let paid = join_all((0..5).map(|amount| pay(bank.clone(), amount))).await;
        assert!(paid.iter().all(Result::is_ok));
        assert_eq!(start.elapsed(), ms(150));
    }

    #[tokio::test(start_paused = true)]
    async fn who_gives_up_makes_room() {
        let bank = Limit::new(SlowBank, 1);
        let given_up = tokio::time::timeout(ms(10), pay(bank.clone(), 4)).await;
        assert!(given_up.is_err());
        assert_eq!(pay(bank, 8).await, Ok("8 EUR paid".to_owned()));
    }
}
