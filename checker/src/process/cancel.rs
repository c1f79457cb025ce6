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
    /// Made together with this one.
    whole: Option<Cancel>,
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
        let whole = self.0.whole.as_ref();
        self.0.asked.load(Ordering::SeqCst) || whole.is_some_and(Self::is_cancelled)
    }

    /// A request that stops a part: it can be made alone, and is made together with
    /// this one.
    #[must_use]
    pub fn of_a_part(&self) -> Self {
        Self(Arc::new(Inner {
            whole: Some(self.clone()),
            ..Inner::default()
        }))
    }

    /// Wake this listener too, until what comes back is dropped: a class has
    /// many thousand children, one after the other. A request made before is not
    /// sent again: look at [`Cancel::is_cancelled`] after this call.
    pub(super) fn tell(&self, listener: &Sender<Signal>) -> Listening {
        let number = self.0.next.fetch_add(1, Ordering::Relaxed);
        self.listeners().push((number, listener.clone()));
        let whole = self.0.whole.as_ref();
        Listening {
            cancel: self.clone(),
            number,
            _to_the_whole: whole.map(|whole| Box::new(whole.tell(listener))),
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
    _to_the_whole: Option<Box<Listening>>,
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

    #[test]
    fn a_part_stops_with_the_whole_and_the_whole_not_with_a_part() {
        let whole = Cancel::default();
        let (part, other) = (whole.of_a_part(), whole.of_a_part());
        let (tell, signals) = channel();
        let listening = other.tell(&tell);
        part.cancel();
        assert!(part.is_cancelled() && !other.is_cancelled() && !whole.is_cancelled());
        assert!(signals.try_recv().is_err());
        whole.cancel();
        assert!(other.is_cancelled());
        assert!(matches!(signals.try_recv(), Ok(Signal::Cancelled)));
        drop(listening);
        assert!(whole.listeners().is_empty());
    }
}
