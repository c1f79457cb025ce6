//! Asking what runs to stop, from any thread.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

/// What a child's waiter is told.
pub(super) enum Signal {
    /// The child has exited.
    Exited,
    /// It wrote more than it may.
    Flood,
    /// Nobody needs it any more.
    Cancelled,
}

/// A request to stop that can be made once and seen everywhere. Clones are
/// the same request.
#[derive(Clone, Default)]
pub struct Cancel(Arc<Inner>);

#[derive(Default)]
struct Inner {
    asked: AtomicBool,
    listeners: Mutex<Vec<Sender<Signal>>>,
}

impl Cancel {
    /// Ask. Whatever waits is woken.
    pub fn cancel(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        for listener in self.listeners().drain(..) {
            // One that is gone has nothing left to stop.
            let _ = listener.send(Signal::Cancelled);
        }
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// Wake this listener too. A request made before is not sent again: look
    /// at [`Cancel::is_cancelled`] after this call.
    pub(super) fn tell(&self, listener: &Sender<Signal>) {
        self.listeners().push(listener.clone());
    }

    fn listeners(&self) -> std::sync::MutexGuard<'_, Vec<Sender<Signal>>> {
        self.0
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
