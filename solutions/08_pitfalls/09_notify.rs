// Since Monday, a clerk greets the customers who come before the shop is open. Now and
// then somebody still stands before the open door in the evening. All others went in, and
// whoever tries it out finds nothing wrong.
//
// Whoever looks first and waits then may miss what happens in between. News that nobody
// waits for yet are lost, unless somebody keeps them.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Notify.html

use lab::ms;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;
use tokio::time::sleep;

/// A gate, and those who wait for it. Tasks on any threads can share it.
pub struct Gate {
    is_open: Box<dyn Fn() -> bool + Send + Sync>,
    opened: Notify,
}

impl Gate {
    /// A gate of which `is_open` tells whether it is open. Once it is, it stays open.
    #[must_use]
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self {
            is_open,
            opened: Notify::new(),
        }
    }

    /// The lock of the gate calls this when the gate has just been opened, on any thread,
    /// and perhaps once more later. (It does not call it for a gate that was open before
    /// this one was made.)
    pub fn was_opened(&self) {
        self.opened.notify_waiters();
    }

    /// If the gate is open, return at once. Otherwise call `greet` at once, and let it
    /// end; then return as soon as the gate is open: at the very moment of `was_opened`,
    /// however long that takes.
    ///
    /// Nobody misses it: any number may wait, and the gate may be opened at any moment,
    /// also during `greet` or while this is polled. Who is dropped while it waits, or is
    /// woken and not polled yet, changes nothing for the others. Nobody is woken before
    /// the gate is open, or looks at times whether it is. No thread is blocked.
    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        // It hears of every `notify_waiters` from here on, also before it is polled. So
        // whatever happens after this line is heard, and what was before it is seen.
        let opened = self.opened.notified();
        if (self.is_open)() {
            return;
        }
        greet().await;
        opened.await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let open = Arc::new(AtomicBool::new(false));
    let state = open.clone();
    let gate = Arc::new(Gate::new(Box::new(move || state.load(Ordering::SeqCst))));
    let lock = gate.clone();
    tokio::spawn(async move {
        sleep(ms(50)).await;
        println!("The gate is open.");
        open.store(true, Ordering::SeqCst);
        lock.was_opened();
    });
    let greet = async || println!("Good morning! We open in a moment.");
    gate.wait_until_open(greet).await;
    println!("Come in!");
}

// These tests look at who comes long before or after the gate is opened. A hidden test
// also looks at all that lies in between.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_open_gate_lets_everybody_through_without_a_word() {
        let gate = Gate::new(Box::new(|| true));
        gate.wait_until_open(async || panic!("nobody is greeted"))
            .await;
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_is_let_through() {
        let open = Arc::new(AtomicBool::new(false));
        let state = open.clone();
        let gate = Gate::new(Box::new(move || state.load(Ordering::SeqCst)));
        let opens = async {
            sleep(ms(50)).await;
            open.store(true, Ordering::SeqCst);
            gate.was_opened();
        };
        tokio::join!(gate.wait_until_open(async || {}), opens);
    }
}
