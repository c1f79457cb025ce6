//! A number that threads share with the handler of a signal.

#![expect(
    unsafe_code,
    reason = "the functions of the core library that it does without have safe forms"
)]

use std::arch::asm;
use std::cell::UnsafeCell;

/// A `usize` as an `AtomicUsize`. Code that is not optimized calls functions of the core library
/// for that, at which a thread stops; the handler of this stop must not come to another one.
pub(super) struct Word(UnsafeCell<usize>);

// SAFETY: it is read and written by single instructions, of which each does its work at once.
unsafe impl Sync for Word {}

impl Word {
    pub(super) const fn of(value: usize) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub(super) fn get(&self) -> usize {
        let value: usize;
        // SAFETY: it reads what is there. No load of this processor is made before one that
        // stands before it, and none of the compiler passes memory that it might change.
        unsafe {
            asm!("mov {}, [{}]", out(reg) value, in(reg) self.0.get(), options(nostack, preserves_flags));
        }
        value
    }

    pub(super) fn set(&self, value: usize) {
        // SAFETY: it writes what is ours. No store of this processor is made before what stands
        // before it.
        unsafe {
            asm!("mov [{}], {}", in(reg) self.0.get(), in(reg) value, options(nostack, preserves_flags));
        }
    }

    /// Make it `new` if it is `old`; whether it was.
    pub(super) fn replace(&self, old: usize, new: usize) -> bool {
        compare_exchange(self.0.get(), old, new) == old
    }
}

/// In this function nobody stops: see [`super::places`].
#[inline(never)]
pub(super) extern "C" fn compare_exchange(place: *mut usize, old: usize, new: usize) -> usize {
    let found: usize;
    // SAFETY: it changes a `Word`, which is the only one to call this.
    unsafe {
        asm!(
            "lock cmpxchg [{}], {}",
            in(reg) place,
            in(reg) new,
            inout("rax") old => found,
            options(nostack),
        );
    }
    found
}
