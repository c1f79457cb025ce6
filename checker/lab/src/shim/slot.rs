//! A place for a value without a lock.

use instrument::turns::{self, Identity, Operand, Touch};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A place for a value that has no lock, as an `UnsafeCell<Option<T>>` has none: any
/// thread can get at it at any time, and it is for atomics to say who may.
///
/// Where one thread writes while another one reads or writes, or where nothing orders
/// the two, that is a data race. With an `UnsafeCell` it would be undefined behaviour.
/// Here it is safe; when an answer is judged, it is refused. What orders threads there
/// are the atomics and locks of `lab::shim`.
///
/// ```
/// use lab::shim::Slot;
///
/// let slot = Slot::empty();
/// assert_eq!(slot.put("tea"), None);
/// assert_eq!(slot.get(), Some("tea"));
/// assert_eq!(slot.take(), Some("tea"));
/// assert_eq!(slot.take(), None);
/// ```
pub struct Slot<T> {
    /// Without a lock this would need `unsafe`, also where nobody looks for races.
    inner: Mutex<Option<T>>,
    name: Option<&'static str>,
    identity: Identity,
}

impl<T> Slot<T> {
    /// One without a value.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            inner: Mutex::new(None),
            name: None,
            identity: Identity::new(),
        }
    }

    /// One without a value that is called by a name where the verdict speaks of it.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self {
            inner: Mutex::new(None),
            name: Some(name),
            identity: Identity::new(),
        }
    }

    /// Put a value in; what was there before. This writes.
    pub fn put(&self, value: T) -> Option<T> {
        let act = || self.inner().replace(value);
        self.touch(Touch::Writes, act, |_| "writes to")
    }

    /// Take out what is there. This writes.
    pub fn take(&self) -> Option<T> {
        let act = || self.inner().take();
        let say = |taken: &Option<T>| match taken {
            Some(_) => "takes out what is in",
            None => "finds nothing in",
        };
        self.touch(Touch::Takes, act, say)
    }

    /// A clone of what is there. This reads.
    pub fn get(&self) -> Option<T>
    where
        T: Clone,
    {
        let act = || self.inner().clone();
        self.touch(Touch::Reads, act, |_| "reads")
    }

    /// What was there.
    #[must_use]
    pub fn into_inner(self) -> Option<T> {
        let inner = self.inner.into_inner();
        inner.unwrap_or_else(PoisonError::into_inner)
    }

    fn touch(
        &self,
        touch: Touch,
        act: impl FnOnce() -> Option<T>,
        say: impl FnOnce(&Option<T>) -> &'static str,
    ) -> Option<T> {
        let on = Operand {
            identity: &self.identity,
            name: self.name,
        };
        let name = self.name.unwrap_or("the slot");
        turns::touch(on, touch, act, |value| format!("{} {name}", say(value)))
    }

    fn inner(&self) -> MutexGuard<'_, Option<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slot")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_there_until_it_is_taken() {
        let slot = Slot::named("the tray");
        assert_eq!((slot.put(5), slot.put(6)), (None, Some(5)));
        assert_eq!(
            (slot.get(), slot.take(), slot.get()),
            (Some(6), Some(6), None)
        );
        assert_eq!((slot.put(7), slot.into_inner()), (None, Some(7)));
    }
}
