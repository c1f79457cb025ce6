// In the morning somebody opens the shop, on some thread, and somewhere a task is
// waiting for that. The task is not polled again until it is woken, so the two
// have to meet: the task leaves its `Waker` where the other side will find it, and
// the other side calls it. The details decide whether a wake-up can get lost.
//
// https://doc.rust-lang.org/std/task/struct.Waker.html (offline: `rustup doc
// std::task::Waker`)

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// Something that happens once. Clones are the same event, and any thread may
/// have one.
#[derive(Clone, Default)]
pub struct Event {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    happened: bool,
    // TODO: Add what `set` needs in order to wake the task that waits.
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
        // TODO: Say that it has happened, and wake the task that waits. In which
        // order, and what is held meanwhile?
        todo!("{}", self.shared.lock().unwrap().happened)
    }
}

impl Future for EventFuture {
    type Output = ();

    /// Ready if it has happened. If not, this poll's task is woken by `set`, and
    /// not before that.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // TODO: Look, and leave the waker behind if there is something to wait
        // for. What if `set` comes in between?
        todo!("{context:?}")
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
