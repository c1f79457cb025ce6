// `join!` runs two futures at the same time, in one task and on one thread. There is
// no magic in it: it is a future whose `poll` polls both. What it takes is some
// book-keeping, since they are not done in the same poll, and a future that is done
// must not be polled again.
//
// https://docs.rs/futures/latest/futures/future/fn.join.html

use std::pin::Pin;
use std::task::{Context, Poll};

/// The future of [`join`].
pub struct Join<A: Future, B: Future> {
    a: Side<A>,
    b: Side<B>,
}

/// One of the two. A future that is done makes room for its output, so nothing is
/// there that could be polled again.
enum Side<F: Future> {
    Runs(Pin<Box<F>>),
    Done(Option<F::Output>),
}

impl<F: Future> Side<F> {
    /// Poll it if it still runs. Is it done now?
    fn is_done(&mut self, context: &mut Context<'_>) -> bool {
        if let Side::Runs(future) = self {
            match future.as_mut().poll(context) {
                Poll::Ready(output) => *self = Side::Done(Some(output)),
                Poll::Pending => return false,
            }
        }
        true
    }

    fn take(&mut self) -> Option<F::Output> {
        match self {
            Side::Runs(_) => None,
            Side::Done(output) => output.take(),
        }
    }
}

// Nothing in a `Join` is pinned in its place: the futures are pinned in boxes of their
// own. So it may be moved, whatever they are, and `get_mut` works in its `poll`.
impl<A: Future, B: Future> Unpin for Join<A, B> {}

/// Both futures at the same time, and both outputs when the later one is done.
pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    let (a, b) = (Side::Runs(Box::pin(a)), Side::Runs(Box::pin(b)));
    Join { a, b }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    /// Poll each future that is not done yet, the first time in the first poll, with
    /// the context that came with this poll. Ready in the poll in which the later one
    /// is ready, with both outputs. A future that was ready is not polled again; it may
    /// be dropped at once or kept as long as the `Join`. It does not block. Dropped at
    /// any time, a `Join` drops both futures. Nobody polls it when it was ready.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        // Both, in each poll. With `&&` alone the second would not be polled as long
        // as the first is pending.
        let a = this.a.is_done(context);
        let b = this.b.is_done(context);
        if a && b {
            // Only now: an output that is there early waits for the other one.
            if let (Some(a), Some(b)) = (this.a.take(), this.b.take()) {
                return Poll::Ready((a, b));
            }
        }
        Poll::Pending
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = lab::FakeApi::new();
    let (user, orders) = join(api.user(1), api.orders(1)).await;
    println!("{} ordered {orders:?}.", user.name);
    println!("{:?}", api.journal().lines());
}

// A hidden test looks at every poll of both.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::time::{Instant, sleep};

    #[tokio::test(start_paused = true)]
    async fn both_outputs_are_there() {
        assert_eq!(join(async { 7 }, async { "tea" }).await, (7, "tea"));
    }

    #[tokio::test(start_paused = true)]
    async fn it_takes_as_long_as_the_slower_one() {
        let start = Instant::now();
        join(sleep(ms(50)), sleep(ms(30))).await;
        assert_eq!(start.elapsed(), ms(50));
    }
}
