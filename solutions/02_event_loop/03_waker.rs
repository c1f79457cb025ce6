// In the morning somebody opens the shop, on some thread, and somewhere a task is
// waiting for that. The task is not polled again until it is woken, so the two
// have to meet: the task leaves its `Waker` where the other side will find it, and
// the other side calls it. The details decide whether a wake-up can get lost.
//
// https://doc.rust-lang.org/std/task/struct.Waker.html (offline: `rustup doc
// std::task::Waker`)

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// Something that happens once. Clones are the same event, and any thread may
/// have one.
#[derive(Clone, Default)]
pub struct Event {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    happened: bool,
    // Of the poll that came last. Whoever polls a future may change, and then the
    // wakers of earlier polls wake the wrong task.
    waker: Option<Waker>,
}

/// Ready when the event has happened. There is at most one for each event.
pub struct EventFuture {
    shared: Arc<Mutex<Shared>>,
}

impl Event {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A future that is ready when this event has happened.
    pub fn wait(&self) -> EventFuture {
        let shared = self.shared.clone();
        EventFuture { shared }
    }

    /// It has happened. From now on the future is ready, and the task that polled
    /// it last is woken; if others polled it before, they are left alone.
    ///
    /// Any thread may call this, at any time, also when it has happened before, and
    /// when nobody waits. (The task of a future that is gone may be woken or not.) A
    /// waker may poll the future on the spot, before `wake` returns, and finds it ready.
    pub fn set(&self) {
        // First everything that the next poll looks at, then the wake-up.
        let mut shared = self.shared.lock().unwrap();
        shared.happened = true;
        let waker = shared.waker.take();
        // The waker is code of somebody else's. It may poll right away, and that
        // poll takes this lock, so it has to be free.
        drop(shared);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for EventFuture {
    type Output = ();

    /// Ready if it has happened. If not, this poll's task is woken by `set`, and
    /// not before that.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // One lock for the look and the waker: `set` comes before both, and is
        // seen, or after both, and finds the waker.
        let mut shared = self.shared.lock().unwrap();
        if shared.happened {
            return Poll::Ready(());
        }
        // In every poll, since this may be another task than last time.
        shared.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let event = Event::new();
    let opened = event.wait();
    std::thread::spawn(move || event.set());
    opened.await;
    println!("The shop is open.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_event_that_has_happened_is_not_waited_for() {
        let event = Event::new();
        event.set();
        event.wait().await;
    }

    #[tokio::test]
    async fn a_thread_can_set_it() {
        let event = Event::new();
        let opened = event.wait();
        std::thread::spawn(move || event.set());
        opened.await;
    }
}
