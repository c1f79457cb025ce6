//! One thread that is interrupted between its steps, and what happens meanwhile.

use std::cell::RefCell;

type Others = Box<dyn FnMut()>;

thread_local! {
    static OTHERS: RefCell<Option<Others>> = const { RefCell::new(None) };
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
}

impl Drop for Interruption {
    fn drop(&mut self) {
        OTHERS.set(None);
    }
}

impl std::fmt::Debug for Interruption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interruption")
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
