//! A moment between two operations of code that knows nothing of it: where the thread is
//! about to touch what threads share it stops at a breakpoint, and is held there while
//! something else happens.
//!
//! What threads share is changed by atomic instructions: locks, counters of references,
//! flags. Between two of those nobody sees a difference. Only the program's own code is
//! held, not that of its libraries: who holds a lock of the allocator must not wait. An
//! atomic operation that it calls in a library, by a function for just that, counts as its own.
//!
//! This needs a processor of the family x86-64 and Linux; elsewhere nobody is held.

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod atomics;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod lead;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod places;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod program;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod stops;
#[cfg(all(test, target_os = "linux", target_arch = "x86_64"))]
mod tests;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod text;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod trap;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod word;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(crate) use lead::{
    before_the_seal, begins, ends, from_here, held_at, held_later_at, looks_again, looks_away,
    operations_from_there, operations_of, turn, unseen,
};

/// There is nothing that could hold a thread.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) fn held_at<T>(
    _operation: usize,
    _meanwhile: impl FnOnce() + Send,
    work: impl FnOnce() -> T,
) -> (T, Held) {
    (work(), Held::Never)
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) use held_at as held_later_at;

/// Nobody counts them.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) fn operations_of(work: impl FnOnce()) -> usize {
    work();
    0
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) use operations_of as operations_from_there;

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
pub(crate) use nobody::{
    before_the_seal, begins, ends, from_here, looks_again, looks_away, turn, unseen,
};

/// What happens meanwhile happens when it likes.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
mod nobody {
    use super::Held;

    pub(crate) fn before_the_seal() {}

    pub(crate) fn begins(_operation: usize, meanwhile: impl FnOnce() + Send + 'static) {
        std::thread::spawn(meanwhile);
    }

    pub(crate) fn ends() -> Held {
        Held::Never
    }

    pub(crate) fn from_here() {}

    pub(crate) fn looks_away() -> bool {
        false
    }

    pub(crate) fn looks_again() {}

    pub(crate) fn turn() {}

    pub(crate) fn unseen<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
}

/// Whether a thread was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Once,
    /// It has fewer operations.
    Never,
}
