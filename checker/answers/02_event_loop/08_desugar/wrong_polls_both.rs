// refused: wrong-result — the first future is polled again in every poll

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Deliver<P, S, D> {
    pack: P,
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
        pack,
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
        if let Poll::Ready(parcel) = Pin::new(&mut this.pack).poll(context)
            && let Some(send) = this.send.take()
        {
            this.sending = Some(send(parcel));
        }
        match &mut this.sending {
            Some(sending) => Pin::new(sending).poll(context),
            None => Poll::Pending,
        }
    }
}

fn main() {}
