// refused: panicked — the state is taken out and, if it has to wait, never put back

use std::mem;
use std::pin::Pin;
use std::task::ready;
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
        match mem::replace(this, Deliver::Done) {
            Deliver::Packing(mut pack, send) => {
                let parcel = ready!(Pin::new(&mut pack).poll(context));
                drop(pack);
                let mut sending = send(parcel);
                let polled = Pin::new(&mut sending).poll(context);
                *this = Deliver::Sending(sending);
                polled
            }
            Deliver::Sending(mut sending) => {
                let polled = Pin::new(&mut sending).poll(context);
                *this = Deliver::Sending(sending);
                polled
            }
            Deliver::Done => panic!("it was polled after it was done"),
        }
    }
}

fn main() {}
