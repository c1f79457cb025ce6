// refused: blocks-runtime — the thread sleeps in each poll

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

pub enum Deliver<P, S, D> {
    Packing(P, S),
    Sending(D),
    Done,
}
pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    let _ = Waker::noop();
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
        std::thread::sleep(std::time::Duration::from_millis(50));
        loop {
            match mem::replace(this, Self::Done) {
                Self::Packing(mut p, s) => {
                    let Poll::Ready(x) = Pin::new(&mut p).poll(cx) else {
                        *this = Self::Packing(p, s);
                        return Poll::Pending;
                    };
                    drop(p);
                    *this = Self::Sending(s(x));
                }
                Self::Sending(mut d) => {
                    let Poll::Ready(x) = Pin::new(&mut d).poll(cx) else {
                        *this = Self::Sending(d);
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
