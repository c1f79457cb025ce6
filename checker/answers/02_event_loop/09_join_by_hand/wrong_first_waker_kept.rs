// refused: hangs — both are always polled with the waker of the first poll

use std::pin::Pin;
use std::task::Waker;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    from_a: Option<A::Output>,
    from_b: Option<B::Output>,
    waker: Option<Waker>,
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: Box::pin(a),
        b: Box::pin(b),
        from_a: None,
        from_b: None,
        waker: None,
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let waker = this.waker.get_or_insert_with(|| context.waker().clone());
        let mut first = Context::from_waker(waker);
        if this.from_a.is_none()
            && let Poll::Ready(output) = this.a.as_mut().poll(&mut first)
        {
            this.from_a = Some(output);
        }
        if this.from_b.is_none()
            && let Poll::Ready(output) = this.b.as_mut().poll(&mut first)
        {
            this.from_b = Some(output);
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
