// What is a future? Something with a method `poll`. Whoever wants its value calls
// that: `Ready(value)` is the value, and `Pending` means "not yet". A future that
// says `Pending` has one duty. Nobody will look again by themselves, so it has to
// see to it that its task is woken when there is reason to look. The `Waker` for
// that is in the `Context` which comes with each poll.
//
// This one is never really waiting: it counts how often somebody looked.
//
// https://doc.rust-lang.org/std/future/trait.Future.html (offline: `rustup doc
// std::future::Future`)

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that is ready on its n-th poll.
pub struct Countdown {
    // TODO: Add what one poll has to know about the polls before it.
}

impl Countdown {
    /// Ready on poll number `polls`, which is 1 or more. Nothing is counted yet.
    pub fn new(polls: u32) -> Self {
        todo!("{polls} polls")
    }
}

impl Future for Countdown {
    /// The number of polls.
    type Output = u32;

    /// Count this poll. The last one is ready, with the number of all polls. Each
    /// one before that is pending, and has woken its task before it returns: the
    /// task that makes this very poll, which need not be the one before. No poll blocks
    /// its thread, also not to wait for another one.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        // TODO: Count. Ready, or not yet? And who polls next time?
        todo!()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("It took {} polls.", Countdown::new(3).await);
}

// A hidden test also looks at who is woken.
#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Waker;

    #[test]
    fn the_third_poll_of_three_is_ready() {
        let mut context = Context::from_waker(Waker::noop());
        let mut countdown = Countdown::new(3);
        let mut poll = || Pin::new(&mut countdown).poll(&mut context);
        assert_eq!(poll(), Poll::Pending);
        assert_eq!(poll(), Poll::Pending);
        assert_eq!(poll(), Poll::Ready(3));
    }

    #[tokio::test]
    async fn a_runtime_gets_to_its_end() {
        assert_eq!(Countdown::new(5).await, 5);
    }
}
