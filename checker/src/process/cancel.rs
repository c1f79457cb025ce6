//! Asking what runs to stop, from any thread.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

/// What a child's waiter is told.
pub(super) enum Signal {
    /// The child has exited.
    Exited,
    /// It wrote more than it may.
    Flood,
    /// It did what it must not.
    Overfull,
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
    listeners: Mutex<Vec<(u64, Sender<Signal>)>>,
    next: AtomicU64,
}

impl Cancel {
    /// Ask. Whatever waits is woken.
    pub fn cancel(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        for (_, listener) in self.listeners().drain(..) {
            // One that is gone has nothing left to stop.
            let _ = listener.send(Signal::Cancelled);
        }
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.asked.load(Ordering::SeqCst)
    }

    /// Wake this listener too, until what comes back is dropped: a class has
    /// many thousand children, one after the other. A request made before is not
    /// sent again: look at [`Cancel::is_cancelled`] after this call.
    pub(super) fn tell(&self, listener: &Sender<Signal>) -> Listening {
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        self.listeners().push((number, listener.clone()));
        Listening {
            cancel: self.clone(),
            number,
        }
    }

    fn listeners(&self) -> std::sync::MutexGuard<'_, Vec<(u64, Sender<Signal>)>> {
        self.0
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who wants to be woken, as long as this lives.
pub(super) struct Listening {
    cancel: Cancel,
    number: u64,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut listeners = self.cancel.listeners();
        listeners.retain(|(number, _)| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn who_listens_is_woken_and_who_has_gone_is_forgotten() {
        let cancel = Cancel::default();
        let (gone, ears) = channel();
        drop(cancel.tell(&gone));
        let (here, signals) = channel();
        let _listening = cancel.tell(&here);
        assert_eq!(cancel.listeners().len(), 1);
        cancel.cancel();
        assert!(matches!(signals.try_recv(), Ok(Signal::Cancelled)));
        assert!(ears.try_recv().is_err());
        assert!(cancel.is_cancelled());
    }
}
