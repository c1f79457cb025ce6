// accepted: one state for both: each, either or neither still runs

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

pub struct Join<A: Future, B: Future> {
    state: State<A, B>,
}

enum State<A: Future, B: Future> {
    Both(Pin<Box<A>>, Pin<Box<B>>),
    OnlyA(Pin<Box<A>>, B::Output),
    OnlyB(A::Output, Pin<Box<B>>),
    Over,
}

impl<A: Future, B: Future> Unpin for Join<A, B> {}

pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    let state = State::Both(Box::pin(a), Box::pin(b));
    Join { state }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        this.state = match mem::replace(&mut this.state, State::Over) {
            State::Both(mut a, mut b) => {
                match (a.as_mut().poll(context), b.as_mut().poll(context)) {
                    (Poll::Ready(a), Poll::Ready(b)) => return Poll::Ready((a, b)),
                    (Poll::Ready(a), Poll::Pending) => State::OnlyB(a, b),
                    (Poll::Pending, Poll::Ready(b)) => State::OnlyA(a, b),
                    (Poll::Pending, Poll::Pending) => State::Both(a, b),
                }
            }
            State::OnlyA(mut future, b) => match future.as_mut().poll(context) {
                Poll::Ready(a) => return Poll::Ready((a, b)),
                Poll::Pending => State::OnlyA(future, b),
            },
            State::OnlyB(a, mut future) => match future.as_mut().poll(context) {
                Poll::Ready(b) => return Poll::Ready((a, b)),
                Poll::Pending => State::OnlyB(a, future),
            },
            State::Over => panic!("it was polled after it was done"),
        };
        Poll::Pending
    }
}

fn main() {}
