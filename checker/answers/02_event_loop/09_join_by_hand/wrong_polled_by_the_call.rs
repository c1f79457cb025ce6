// refused: busy-waits — the first future has a poll before anybody has polled the join

use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    x: Option<A::Output>,
    y: Option<B::Output>,
}
impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    let (mut a, b) = (Box::pin(a), Box::pin(b));
    let mut x = None;
    if let Poll::Ready(v) = a
        .as_mut()
        .poll(&mut Context::from_waker(std::task::Waker::noop()))
    {
        x = Some(v);
    }
    Join { a, b, x, y: None }
}
impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let t = self.get_mut();
        if t.x.is_none()
            && let Poll::Ready(v) = t.a.as_mut().poll(cx)
        {
            t.x = Some(v);
        }
        if t.y.is_none()
            && let Poll::Ready(v) = t.b.as_mut().poll(cx)
        {
            t.y = Some(v);
        }
        if t.x.is_some() && t.y.is_some() {
            Poll::Ready((t.x.take().unwrap(), t.y.take().unwrap()))
        } else {
            Poll::Pending
        }
    }
}

fn main() {}
