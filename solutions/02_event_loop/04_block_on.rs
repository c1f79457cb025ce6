// Somebody has to make the first poll. `block_on` is the smallest executor: one
// future, one thread. It polls; where that is pending, it puts the thread to sleep
// until the waker is called; then it polls again. You make the waker yourself:
// `std::task::Wake` turns a type of yours into one, without `unsafe`.
//
// Wake-ups come when they like: before the thread sleeps, even while it polls.
//
// https://doc.rust-lang.org/std/task/trait.Wake.html (offline: `rustup doc
// std::task::Wake`)

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Wakes the thread that waits in `block_on`.
struct Alarm {
    /// Whether it has been called since the last poll began. `unpark` alone would not
    /// do: others call it as well, and a poll may use it up.
    called: AtomicBool,
    thread: Thread,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        // First the flag, then the thread: when it wakes up, it finds the flag set.
        self.called.store(true, Ordering::Release);
        // If the thread does not sleep yet, this is remembered: its next `park`
        // returns at once.
        self.thread.unpark();
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
    // To be polled, a future must not move any more.
    let mut future = pin!(future);
    let alarm = Arc::new(Alarm {
        called: AtomicBool::new(false),
        thread: thread::current(),
    });
    let waker = Waker::from(alarm.clone());
    let mut context = Context::from_waker(&waker);
    loop {
        // First the poll: nobody calls a waker that nobody has seen.
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        // It sleeps until the waker was called, whoever else unparks it. The flag is
        // taken back before the next poll, so a wake-up during that poll is kept.
        while !alarm.called.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
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
