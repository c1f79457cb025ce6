// accepted: a future that is done is dropped at once

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Option<Pin<Box<A>>>,
    b: Option<Pin<Box<B>>>,
    outputs: (Option<A::Output>, Option<B::Output>),
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: Some(Box::pin(a)),
        b: Some(Box::pin(b)),
        outputs: (None, None),
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let Some(a) = &mut this.a
            && let Poll::Ready(output) = a.as_mut().poll(context)
        {
            (this.a, this.outputs.0) = (None, Some(output));
        }
        if let Some(b) = &mut this.b
            && let Poll::Ready(output) = b.as_mut().poll(context)
        {
            (this.b, this.outputs.1) = (None, Some(output));
        }
        if this.a.is_some() || this.b.is_some() {
            return Poll::Pending;
        }
        match (this.outputs.0.take(), this.outputs.1.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => panic!("it was polled after it was done"),
        }
    }
}

fn main() {}
