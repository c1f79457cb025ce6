// refused: leaks — a field for each future, and room for both at all times

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Deliver<P, S, D> {
    pack: Option<P>,
    send: Option<S>,
    sending: Option<D>,
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver {
        pack: Some(pack),
        send: Some(send),
        sending: None,
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
        if let Some(pack) = &mut this.pack {
            let Poll::Ready(parcel) = Pin::new(pack).poll(context) else {
                return Poll::Pending;
            };
            this.pack = None;
            this.sending = this.send.take().map(|send| send(parcel));
        }
        let sending = this.sending.as_mut().expect("it is on its way");
        Pin::new(sending).poll(context)
    }
}

fn main() {}
