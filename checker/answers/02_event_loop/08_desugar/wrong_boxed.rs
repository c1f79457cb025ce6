// refused: forbidden — the `async fn` itself, in a box

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Deliver<P, S, D: Future> {
    inner: Pin<Box<dyn Future<Output = D::Output>>>,
    steps: PhantomData<fn(P, S)>,
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin + 'static,
    S: FnOnce(P::Output) -> D + Unpin + 'static,
    D: Future + Unpin + 'static,
{
    let inner = Box::pin(async move {
        let parcel = pack.await;
        send(parcel).await
    });
    let steps = PhantomData;
    Deliver { inner, steps }
}

impl<P, S, D: Future> Future for Deliver<P, S, D> {
    type Output = D::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.inner.as_mut().poll(context)
    }
}

fn main() {}
