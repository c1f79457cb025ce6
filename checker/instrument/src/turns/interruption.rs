//! One thread that is interrupted between its steps, and what happens meanwhile.

use std::cell::{Cell, RefCell};
use std::thread;

type Others = Box<dyn FnMut()>;

thread_local! {
    static OTHERS: RefCell<Option<Others>> = const { RefCell::new(None) };
    static WITH_LOCKS: Cell<bool> = const { Cell::new(false) };
}

/// Until this is dropped, what others do comes before each step of this thread.
pub struct Interruption(());

impl Interruption {
    /// `others` comes in before each step, and makes its own uninterrupted.
    #[must_use]
    pub fn by(others: impl FnMut() + 'static) -> Self {
        OTHERS.set(Some(Box::new(others)));
        Self(())
    }

    /// The same, and before a lock is given back.
    #[must_use]
    pub fn with_locks_held(self) -> Self {
        WITH_LOCKS.set(true);
        self
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        OTHERS.set(None);
        WITH_LOCKS.set(false);
    }
}

impl std::fmt::Debug for Interruption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interruption")
    }
}

/// A lock is given back next.
pub(super) fn let_others_go_before_it_is_given_back() {
    let with_locks = WITH_LOCKS.try_with(Cell::get).unwrap_or(false);
    if with_locks && !thread::panicking() {
        let_others_go_first();
    }
}

/// A step comes next: the others go first.
pub(super) fn let_others_go_first() {
    // What the others do is no step of this thread.
    let Ok(Some(mut others)) = OTHERS.try_with(RefCell::take) else {
        return;
    };
    others();
    OTHERS.set(Some(others));
}
