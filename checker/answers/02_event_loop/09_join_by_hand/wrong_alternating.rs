// refused: not-concurrent — one of the two in each poll, and it asks to be polled again

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    from_a: Option<A::Output>,
    from_b: Option<B::Output>,
    turn: bool,
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: Box::pin(a),
        b: Box::pin(b),
        from_a: None,
        from_b: None,
        turn: false,
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.turn = !this.turn;
        if this.turn || this.from_b.is_some() {
            if this.from_a.is_none()
                && let Poll::Ready(output) = this.a.as_mut().poll(context)
            {
                this.from_a = Some(output);
            }
        } else {
            if this.from_b.is_none()
                && let Poll::Ready(output) = this.b.as_mut().poll(context)
            {
                this.from_b = Some(output);
            }
        }
        context.waker().wake_by_ref();
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
