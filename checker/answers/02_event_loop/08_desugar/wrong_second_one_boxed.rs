// refused: forbidden — the first future is in the enum, the second in a box

use std::mem;
use std::pin::Pin;
use std::task::ready;
use std::task::{Context, Poll};

pub enum Deliver<P, S, D> {
    Packing(P, S),
    Sending(Box<D>),
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
        let sending = match mem::replace(this, Deliver::Done) {
            Deliver::Packing(mut pack, send) => match Pin::new(&mut pack).poll(context) {
                Poll::Ready(parcel) => {
                    drop(pack);
                    Box::new(send(parcel))
                }
                Poll::Pending => {
                    *this = Deliver::Packing(pack, send);
                    return Poll::Pending;
                }
            },
            Deliver::Sending(sending) => sending,
            Deliver::Done => panic!("it was polled after it was done"),
        };
        *this = Deliver::Sending(sending);
        let Deliver::Sending(sending) = this else {
            unreachable!("it was put there just now");
        };
        let output = ready!(Pin::new(&mut **sending).poll(context));
        *this = Deliver::Done;
        Poll::Ready(output)
    }
}

fn main() {}
