//! Atomics of which each operation is a step.

use instrument::turns::{self, Identity, Operand};
use std::fmt::{self, Debug};
use std::sync::atomic::Ordering;

/// `makes 6 of 5`
fn makes<T: Debug>(before: &T, after: &T) -> String {
    format!("makes {after:?} of {before:?}")
}

/// What a compare-and-exchange did.
fn exchanges<T: Debug>(outcome: &Result<T, T>, current: &T, new: &T) -> String {
    match outcome {
        Ok(_) => makes(current, new),
        Err(found) => format!("expects {current:?}, finds {found:?}, changes nothing"),
    }
}

/// A value as the bits of a number.
trait Word: Copy + Debug {
    fn word(self) -> u64;
    fn of(word: u64) -> Self;

    /// `5`
    fn show(word: u64) -> String {
        format!("{:?}", Self::of(word))
    }
}

macro_rules! word {
    ($($value:ty),+) => {
        $(impl Word for $value {
            fn word(self) -> u64 {
                self as u64
            }

            fn of(word: u64) -> Self {
                word as Self
            }
        })+
    };
}

word!(u64, u32, usize);

impl Word for bool {
    fn word(self) -> u64 {
        u64::from(self)
    }

    fn of(word: u64) -> Self {
        word != 0
    }
}

/// What all of them have, with the words of `std`.
macro_rules! atomic {
    ($name:ident, $value:ty, $example:literal) => {
        #[doc = concat!("As `std::sync::atomic::", stringify!($name), "`: ", $example, ".")]
        #[derive(Default)]
        pub struct $name {
            inner: std::sync::atomic::$name,
            name: Option<&'static str>,
            identity: Identity,
        }

        impl $name {
            /// One that holds `value`.
            #[must_use]
            pub const fn new(value: $value) -> Self {
                let inner = std::sync::atomic::$name::new(value);
                Self {
                    inner,
                    name: None,
                    identity: Identity::new(),
                }
            }

            /// One that is called by a name where the verdict tells what was done to it.
            #[must_use]
            pub const fn named(name: &'static str, value: $value) -> Self {
                let inner = std::sync::atomic::$name::new(value);
                Self {
                    inner,
                    name: Some(name),
                    identity: Identity::new(),
                }
            }

            /// What it holds.
            pub fn load(&self, order: Ordering) -> $value {
                let now = || self.inner.load(order).word();
                Word::of(turns::load(self.operand(), now, order, <$value>::show))
            }

            /// Make it hold `value`.
            pub fn store(&self, value: $value, order: Ordering) {
                let act = || self.inner.store(value, order);
                let to = (value.word(), order);
                turns::store(self.operand(), || self.now(), act, to, <$value>::show);
            }

            /// Make it hold `value`; what it held before.
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                let act = || self.inner.swap(value, order);
                self.change(act, |_| (order, true), |before| makes(before, &value))
            }

            /// Make it hold `new` if it holds `current`; what it held before, in
            /// an `Err` if that was something else.
            ///
            /// # Errors
            ///
            /// When it held something else.
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let act = || self.inner.compare_exchange(current, new, success, failure);
                self.change(
                    act,
                    |outcome| outcome.map_or((failure, false), |_| (success, true)),
                    |outcome| exchanges(outcome, &current, &new),
                )
            }

            /// As `compare_exchange`, but it may fail without a reason.
            ///
            /// # Errors
            ///
            /// When it held something else, or for no reason.
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                let act = || (self.inner).compare_exchange_weak(current, new, success, failure);
                self.change(
                    act,
                    |outcome| outcome.map_or((failure, false), |_| (success, true)),
                    |outcome| exchanges(outcome, &current, &new),
                )
            }

            /// Change it by `change`, again if somebody else was faster; what it
            /// held before, in an `Err` if `change` wants no change.
            ///
            /// # Errors
            ///
            /// When `change` returned `None`.
            pub fn fetch_update(
                &self,
                set: Ordering,
                fetch: Ordering,
                mut change: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let mut before = self.load(fetch);
                while let Some(after) = change(before) {
                    match self.compare_exchange_weak(before, after, set, fetch) {
                        Ok(before) => return Ok(before),
                        Err(now) => before = now,
                    }
                }
                Err(before)
            }

            /// `fetch_update` under its newer name.
            ///
            /// # Errors
            ///
            /// When `change` returned `None`.
            pub fn try_update(
                &self,
                set: Ordering,
                fetch: Ordering,
                change: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.fetch_update(set, fetch, change)
            }

            /// Change it by `change`, again if somebody else was faster; what it
            /// held before.
            pub fn update(
                &self,
                set: Ordering,
                fetch: Ordering,
                mut change: impl FnMut($value) -> $value,
            ) -> $value {
                let changed = self.fetch_update(set, fetch, |before| Some(change(before)));
                changed.unwrap_or_else(|before| before)
            }

            /// What it holds, by whoever owns it alone.
            pub fn get_mut(&mut self) -> &mut $value {
                // Whoever owns it alone knows all that was written, and so do those who
                // get it from there.
                self.identity = Identity::new();
                self.inner.get_mut()
            }

            /// What it held.
            #[must_use]
            pub fn into_inner(self) -> $value {
                self.inner.into_inner()
            }

            fn change<T>(
                &self,
                act: impl FnOnce() -> T,
                order: impl FnOnce(&T) -> (Ordering, bool),
                say: impl FnOnce(&T) -> String,
            ) -> T {
                turns::change(self.operand(), || self.now(), act, order, say)
            }

            fn now(&self) -> u64 {
                self.inner.load(Ordering::SeqCst).word()
            }

            fn operand(&self) -> Operand<'_> {
                Operand {
                    identity: &self.identity,
                    name: self.name,
                }
            }
        }

        impl Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Debug::fmt(&self.inner, f)
            }
        }
    };
}

/// An operation that changes the value and returns what was there before.
macro_rules! fetch {
    ($name:ident, $value:ty, $($method:ident => $words:literal, $told:literal),+ $(,)?) => {
        impl $name {
            $(
                #[doc = concat!($words, " `value`; what it held before.")]
                pub fn $method(&self, value: $value, order: Ordering) -> $value {
                    let act = || self.inner.$method(value, order);
                    self.change(act, |_| (order, true), |before| format!($told, value, before))
                }
            )+
        }
    };
}

macro_rules! number {
    ($name:ident, $value:ty, $example:literal) => {
        atomic!($name, $value, $example);
        fetch!(
            $name, $value,
            fetch_add => "Add", "adds {:?} to {:?}",
            fetch_sub => "Take away", "takes {:?} from {:?}",
            fetch_max => "Make it at least", "makes at least {:?} of {:?}",
            fetch_min => "Make it at most", "makes at most {:?} of {:?}",
            fetch_or => "Set the bits of", "does fetch_or {:?} on {:?}",
            fetch_and => "Keep only the bits of", "does fetch_and {:?} on {:?}",
        );
    };
}

number!(AtomicU64, u64, "a number that threads share");
number!(AtomicU32, u32, "a number that threads share");
number!(AtomicUsize, usize, "a count or a place that threads share");
atomic!(AtomicBool, bool, "a flag that threads share");
fetch!(
    AtomicBool, bool,
    fetch_or => "Make it `true` if it is, or", "does fetch_or {:?} on {:?}",
    fetch_and => "Make it `false` if it is, or not", "does fetch_and {:?} on {:?}",
);

/// As `std::sync::atomic::fence`: what comes before it and after it keeps that order, for
/// operations on atomics of which the ordering alone says nothing.
pub fn fence(order: Ordering) {
    turns::fence(order, || std::sync::atomic::fence(order));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering::SeqCst;

    #[test]
    fn they_do_what_those_of_std_do() {
        let mut number = AtomicU64::new(5);
        assert_eq!(number.fetch_add(2, SeqCst), 5);
        assert_eq!(number.swap(1, SeqCst), 7);
        number.store(3, SeqCst);
        assert_eq!(number.compare_exchange(3, 4, SeqCst, SeqCst), Ok(3));
        assert_eq!(number.compare_exchange(3, 9, SeqCst, SeqCst), Err(4));
        assert_eq!(number.fetch_update(SeqCst, SeqCst, |n| Some(n * 2)), Ok(4));
        assert_eq!(number.fetch_update(SeqCst, SeqCst, |_| None), Err(8));
        assert_eq!(number.try_update(SeqCst, SeqCst, |_| None), Err(8));
        assert_eq!(number.update(SeqCst, SeqCst, |n| n - 1), 8);
        assert_eq!(number.swap(8, SeqCst), 7);
        assert_eq!((number.fetch_max(9, SeqCst), *number.get_mut()), (8, 9));
        assert_eq!(number.into_inner(), 9);
        let flag = AtomicBool::default();
        assert!(!flag.fetch_or(true, SeqCst) && flag.load(SeqCst));
    }

    #[test]
    fn what_happened_is_told_in_a_phrase() {
        assert_eq!(<bool as Word>::show(1), "true");
        assert_eq!(exchanges(&Ok(5), &5, &6), "makes 6 of 5");
        let words = "expects 5, finds 7, changes nothing";
        assert_eq!(exchanges(&Err(7), &5, &6), words);
    }
}
