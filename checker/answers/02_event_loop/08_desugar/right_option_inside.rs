// accepted: the closure in an `Option`, so that it can be taken out

use std::pin::Pin;
use std::task::{Context, Poll};

pub enum Deliver<P, S, D> {
    Packing(Option<(P, S)>),
    Sending(D),
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver::Packing(Some((pack, send)))
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
        if let Deliver::Packing(first) = this {
            let (pack, _) = first.as_mut().expect("it is packing");
            let Poll::Ready(parcel) = Pin::new(pack).poll(context) else {
                return Poll::Pending;
            };
            let (pack, send) = first.take().expect("it is packing");
            drop(pack);
            *this = Deliver::Sending(send(parcel));
        }
        match this {
            Deliver::Sending(sending) => Pin::new(sending).poll(context),
            Deliver::Packing(_) => unreachable!("it is packed"),
        }
    }
}

fn main() {}
