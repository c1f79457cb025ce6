// accepted: `MaybeDone` of the library does the book-keeping of each side

use futures::future::{MaybeDone, maybe_done};
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Pin<Box<MaybeDone<A>>>,
    b: Pin<Box<MaybeDone<B>>>,
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: Box::pin(maybe_done(a)),
        b: Box::pin(maybe_done(b)),
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let a = this.a.as_mut().poll(context);
        let b = this.b.as_mut().poll(context);
        if a.is_pending() || b.is_pending() {
            return Poll::Pending;
        }
        let outputs = this
            .a
            .as_mut()
            .take_output()
            .zip(this.b.as_mut().take_output());
        Poll::Ready(outputs.expect("both are done"))
    }
}

fn main() {}
