// refused: not-concurrent — the second step has to wait for a poll of its own

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

pub enum Deliver<P, S, D> {
    Packing(P, S),
    Sending(D),
    Done,
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver::Packing(pack, send)
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
        match this {
            Deliver::Packing(pack, _) => {
                let Poll::Ready(parcel) = Pin::new(pack).poll(context) else {
                    return Poll::Pending;
                };
                if let Deliver::Packing(pack, send) = mem::replace(this, Deliver::Done) {
                    drop(pack);
                    *this = Deliver::Sending(send(parcel));
                }
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Deliver::Sending(sending) => Pin::new(sending).poll(context),
            Deliver::Done => panic!("it was polled after it was done"),
        }
    }
}

fn main() {}
