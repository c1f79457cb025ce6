// refused: blocks-runtime — the thread sleeps in each poll

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
    Join {
        a: Box::pin(a),
        b: Box::pin(b),
        x: None,
        y: None,
    }
}
impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let t = self.get_mut();
        std::thread::sleep(std::time::Duration::from_millis(30));
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
