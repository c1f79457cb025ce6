// refused: leaks — when it is ready, the second future is forgotten instead of dropped

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Option<Pin<Box<A>>>,
    b: Option<Pin<Box<B>>>,
    from_a: Option<A::Output>,
    from_b: Option<B::Output>,
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: Some(Box::pin(a)),
        b: Some(Box::pin(b)),
        from_a: None,
        from_b: None,
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let Some(a) = &mut this.a
            && let Poll::Ready(output) = a.as_mut().poll(context)
        {
            this.from_a = Some(output);
            this.a = None;
        }
        if let Some(b) = &mut this.b
            && let Poll::Ready(output) = b.as_mut().poll(context)
        {
            this.from_b = Some(output);
            mem::forget(this.b.take());
        }
        match (this.from_a.take(), this.from_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (this.from_a, this.from_b) = (a, b);
                Poll::Pending
            }
        }
    }
}

fn main() {}
