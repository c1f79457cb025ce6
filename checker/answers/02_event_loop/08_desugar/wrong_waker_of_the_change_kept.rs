// refused: hangs — the second future is polled with the waker of the poll in which it was made

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

pub enum Deliver<P, S, D> {
    Packing(P, S),
    Sending(D, Waker),
    Done,
}
pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    Deliver::Packing(pack, send)
}
impl<P, S, D> Future for Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    type Output = D::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<D::Output> {
        let this = self.get_mut();
        loop {
            match mem::replace(this, Self::Done) {
                Self::Packing(mut p, s) => {
                    let Poll::Ready(x) = Pin::new(&mut p).poll(cx) else {
                        *this = Self::Packing(p, s);
                        return Poll::Pending;
                    };
                    drop(p);
                    *this = Self::Sending(s(x), cx.waker().clone());
                }
                Self::Sending(mut d, w) => {
                    let Poll::Ready(x) = Pin::new(&mut d).poll(&mut Context::from_waker(&w)) else {
                        *this = Self::Sending(d, w);
                        return Poll::Pending;
                    };
                    drop(d);
                    return Poll::Ready(x);
                }
                Self::Done => panic!(),
            }
        }
    }
}

fn main() {}
