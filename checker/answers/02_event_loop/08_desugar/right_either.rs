// accepted: the two futures in one field, and the closure beside it

use futures::future::Either;
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Deliver<P, S, D> {
    step: Option<Either<P, D>>,
    send: Option<S>,
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver {
        step: Some(Either::Left(pack)),
        send: Some(send),
    }
}

impl<P, S, D> Future for Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    type Output = D::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let Some(Either::Left(pack)) = &mut this.step {
            let Poll::Ready(parcel) = Pin::new(pack).poll(context) else {
                return Poll::Pending;
            };
            this.step = None;
            let send = this.send.take().expect("it is called once");
            this.step = Some(Either::Right(send(parcel)));
        }
        match &mut this.step {
            Some(Either::Right(sending)) => Pin::new(sending).poll(context),
            _ => panic!("it was polled after it was done"),
        }
    }
}

fn main() {}
