// What does the compiler make of an `async fn`? A state machine: an enum with a state
// for each place where it can wait, which holds what is needed from there on, and
// nothing else. `poll` goes on from the state it is in, and does not stop before it
// has to wait again. Here you write it yourself, for this function:
//
//     async fn deliver<P, S, D>(pack: P, send: S) -> D::Output
//     where P: Future, S: FnOnce(P::Output) -> D, D: Future
//     {
//         let parcel = pack.await;
//         send(parcel).await
//     }
//
// https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html (offline: `rustup
// doc --book`, chapter 17)

use std::pin::Pin;
use std::task::{Context, Poll};

/// The future of [`deliver`].
///
/// It has room for one future at a time, in itself and not in a box: the first while
/// that is under way, then the second. So it is hardly larger than `pack` and `send`
/// together, or than the second future if that is larger.
pub enum Deliver<P, S, D> {
    // TODO: Add the states. What is there to remember in each?
    Packing(std::marker::PhantomData<(P, S, D)>),
}

/// A delivery, of which nothing is done yet: nothing is polled, nothing is called.
pub fn deliver<P, S, D>(pack: P, send: S) -> Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    // TODO: In which state does it begin?
    let _ = (pack, send);
    todo!()
}

impl<P, S, D> Future for Deliver<P, S, D>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    type Output = D::Output;

    /// Do what the `async fn` does, in the same polls. `send` is called in the poll in
    /// which `pack` is ready, after `pack` was dropped, and its future has its first
    /// poll at once. A future that is ready is not polled again. Dropped at any time, a
    /// `Deliver` drops everything that it holds. One that is ready may keep its second
    /// future until it is dropped itself. Nobody polls it when it was ready.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // TODO: Go on from the state it is in, until it has to wait or is done.
        todo!("{context:?}")
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = lab::FakeApi::new();
    let user = Box::pin(api.user(1));
    let send = |user: lab::User| Box::pin(async { (user, api.page(2).await) });
    let (user, page) = deliver(user, send).await;
    println!("{} gets {page}.", user.name);
}

// A hidden test follows it poll by poll, and drops it in every state.
#[cfg(test)]
mod tests {
    use super::*;
    use std::future::ready;

    #[tokio::test(start_paused = true)]
    async fn the_second_step_gets_what_the_first_one_gave() {
        let packed = Box::pin(async { 7 });
        assert_eq!(deliver(packed, |parcel| ready(parcel + 1)).await, 8);
    }

    #[tokio::test(start_paused = true)]
    async fn each_step_may_wait() {
        let api = lab::FakeApi::new();
        let send = |_| Box::pin(api.page(2));
        assert_eq!(deliver(Box::pin(api.page(1)), send).await, "page 2");
    }
}
