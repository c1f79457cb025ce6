// accepted: from one state to the next by a call of `poll`

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

pub enum Deliver<P, S, D> {
    Packing { pack: P, send: S },
    Between,
    Sending(D),
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver::Packing { pack, send }
}

impl<P, S, D> Future for Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    type Output = D::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Deliver::Sending(sending) => Pin::new(sending).poll(context),
            Deliver::Between => unreachable!("nobody polls in between"),
            Deliver::Packing { pack, .. } => {
                let Poll::Ready(parcel) = Pin::new(pack).poll(context) else {
                    return Poll::Pending;
                };
                let Deliver::Packing { send, .. } = mem::replace(&mut *self, Deliver::Between)
                else {
                    unreachable!("it was packing just now");
                };
                *self = Deliver::Sending(send(parcel));
                self.poll(context)
            }
        }
    }
}

fn main() {}
