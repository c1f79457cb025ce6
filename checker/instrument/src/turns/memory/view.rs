//! How far one thread knows what each of the others has done.

use std::sync::atomic::Ordering;

/// One thing that a thread did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) who: usize,
    /// Its how-many-th.
    pub(super) at: usize,
}

/// One number for each thread: so many of its doings are known.
#[derive(Debug, Clone, Default)]
struct Clock(Vec<usize>);

impl Clock {
    fn of(&self, who: usize) -> usize {
        self.0.get(who).copied().unwrap_or(0)
    }

    fn set(&mut self, who: usize, to: usize) {
        if self.0.len() <= who {
            self.0.resize(who + 1, 0);
        }
        self.0[who] = to;
    }

    fn learn(&mut self, other: &Self) {
        for (who, at) in other.0.iter().enumerate() {
            self.set(who, self.of(who).max(*at));
        }
    }
}

/// What is known by happens-before, and what would be if each operation on an atomic
/// were `SeqCst`.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    ordered: Clock,
    followed: Clock,
}

impl View {
    pub(super) fn orders(&self, mark: Mark) -> bool {
        self.ordered.of(mark.who) >= mark.at
    }

    pub(super) fn follows(&self, mark: Mark) -> bool {
        self.followed.of(mark.who) >= mark.at
    }

    pub(super) fn learn(&mut self, other: &Self) {
        self.ordered.learn(&other.ordered);
        self.followed.learn(&other.followed);
    }

    /// What an operation brings that orders nothing.
    pub(super) fn learn_what_follows(&mut self, other: &Self) {
        self.followed.learn(&other.followed);
    }

    /// By happens-before no more is known than `other` knows.
    pub(super) fn is_ordered_as(&mut self, other: &Self) {
        self.ordered.clone_from(&other.ordered);
    }

    /// `who`, whose view this is, does one thing more.
    pub(super) fn tick(&mut self, who: usize) -> Mark {
        let at = self.ordered.of(who) + 1;
        self.ordered.set(who, at);
        self.followed.set(who, at);
        Mark { who, at }
    }

    /// What `who`, whose view this is, did last.
    pub(super) fn now(&self, who: usize) -> Mark {
        let at = self.ordered.of(who);
        Mark { who, at }
    }
}

pub(super) fn acquires(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst
    )
}

pub(super) fn releases(order: Ordering) -> bool {
    matches!(
        order,
        Ordering::Release | Ordering::AcqRel | Ordering::SeqCst
    )
}
