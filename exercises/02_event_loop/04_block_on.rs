// Somebody has to make the first poll. `block_on` is the smallest executor: one
// future, one thread. It polls; where that is pending, it puts the thread to sleep
// until the waker is called; then it polls again. You make the waker yourself:
// `std::task::Wake` turns a type of yours into one, without `unsafe`.
//
// Wake-ups come when they like: before the thread sleeps, even while it polls.
//
// https://doc.rust-lang.org/std/task/trait.Wake.html (offline: `rustup doc
// std::task::Wake`)

use std::sync::Arc;
use std::task::Wake;

/// Wakes the thread that waits in `block_on`.
struct Alarm {
    // TODO: Add what it takes to do that.
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        // TODO: Wake the thread, also if it has yet to fall asleep.
        todo!()
    }
}

/// Run `future` on this thread, and return what it gives. `future` is dropped by
/// then.
///
/// It is polled at once, and then only when its waker has been called. The thread
/// sleeps in between, and no other one looks in its place. The waker may be called on
/// any thread, at any time, as often as one likes: during a poll, and also when
/// everything is over. Several threads may be in `block_on` at once, each with its own
/// future. Others may unpark this thread, too, and a poll may park it for a moment.
///
/// This is written with the standard library alone; it does not hand the work to
/// another executor.
pub fn block_on<F: Future>(future: F) -> F::Output {
    // TODO: Make a waker and a context. Poll until it is ready, and sleep in
    // between.
    todo!()
}

fn main() {
    let (opened, open) = futures::channel::oneshot::channel();
    let opener = std::thread::spawn(move || opened.send("The shop is open."));
    println!("{:?}", block_on(open));
    let _ = opener.join();
}

// A hidden test also looks at what the thread does while it waits.
#[cfg(test)]
mod tests {
    use super::*;
    use futures::channel::oneshot;

    #[test]
    fn a_future_that_is_ready_needs_no_waker() {
        assert_eq!(block_on(async { 7 }), 7);
    }

    #[test]
    fn another_thread_can_bring_the_value() {
        let (bring, brought) = oneshot::channel();
        let thread = std::thread::spawn(move || bring.send("tea"));
        assert_eq!(block_on(brought), Ok("tea"));
        assert!(thread.join().is_ok());
    }
}
