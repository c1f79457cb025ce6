// refused: not-concurrent — the second is polled only when the first is done

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    from_a: Option<A::Output>,
    from_b: Option<B::Output>,
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: Box::pin(a),
        b: Box::pin(b),
        from_a: None,
        from_b: None,
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if this.from_a.is_none() {
            let Poll::Ready(output) = this.a.as_mut().poll(context) else {
                return Poll::Pending;
            };
            this.from_a = Some(output);
        }
        let Poll::Ready(b) = this.b.as_mut().poll(context) else {
            return Poll::Pending;
        };
        let a = this.from_a.take();
        Poll::Ready((a.expect("it is done"), b))
    }
}

fn main() {}
