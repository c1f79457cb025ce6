// refused: late — it looks whether both are done before it polls

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
        if let Some(outputs) = this.from_a.take_if(|_| this.from_b.is_some()) {
            let b = this.from_b.take();
            return Poll::Ready((outputs, b.expect("it is done")));
        }
        if this.from_a.is_none()
            && let Poll::Ready(output) = this.a.as_mut().poll(context)
        {
            this.from_a = Some(output);
        }
        if this.from_b.is_none()
            && let Poll::Ready(output) = this.b.as_mut().poll(context)
        {
            this.from_b = Some(output);
        }
        if this.from_a.is_some() && this.from_b.is_some() {
            context.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

fn main() {}
