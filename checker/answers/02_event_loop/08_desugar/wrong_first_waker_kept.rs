// refused: hangs — the waker of the first poll is used for ever

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

pub enum Deliver<P, S, D> {
    Packing(P, S, Option<std::task::Waker>),
    Sending(D, std::task::Waker),
    Done,
}

pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver::Packing(pack, send, None)
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
        loop {
            match this {
                Self::Packing(pack, _, waker) => {
                    let waker = waker.get_or_insert_with(|| context.waker().clone());
                    let Poll::Ready(parcel) = Pin::new(pack).poll(&mut Context::from_waker(waker))
                    else {
                        return Poll::Pending;
                    };
                    if let Self::Packing(pack, send, Some(waker)) = mem::replace(this, Self::Done) {
                        drop(pack);
                        *this = Self::Sending(send(parcel), waker);
                    }
                }
                Self::Sending(sending, waker) => {
                    let poll = Pin::new(sending).poll(&mut Context::from_waker(waker));
                    if poll.is_ready() {
                        *this = Self::Done;
                    }
                    return poll;
                }
                Self::Done => panic!("polled after it was ready"),
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = lab::FakeApi::new();
    let user = Box::pin(api.user(1));
    let send = |user: lab::User| Box::pin(async { (user, api.page(2).await) });
    let (user, page) = deliver(user, send).await;
    println!("{} gets {page}.", user.name);
}

// A hidden proof follows it poll by poll, and drops it in every state.
#[cfg(test)]
mod tests {
    use super::*;

    use std::future::ready;

    #[tokio::test(start_paused = true)]
    async fn the_second_step_gets_what_the_first_one_gave() {
        let packed = Box::pin(async { 7 });
        assert_eq!(deliver(packed, |parcel| ready(parcel + 1)).await, 8);
    }

    #[tokio::test(start_paused = true)]
    async fn each_step_may_wait() {
        let api = lab::FakeApi::new();
        let send = |_| Box::pin(api.page(2));
        assert_eq!(deliver(Box::pin(api.page(1)), send).await, "cups");
    }
}
