//! Tallies: how often each word was met.

use instrument::world::Counts;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A pad of empty tallies. It knows how many were taken from it.
///
/// ```
/// use lab::TallyPad;
///
/// let pad = TallyPad::new();
/// let (mut ours, mut theirs) = (pad.tally(), pad.tally());
/// ours.count("good");
/// theirs.count("good");
/// theirs.count("late");
/// let all = ours.merge(theirs);
///
/// assert_eq!((all.of("good"), all.of("late"), all.of("never")), (2, 1, 0));
/// assert_eq!(pad.taken(), 2);
/// ```
#[derive(Clone)]
pub struct TallyPad {
    taken: Arc<AtomicUsize>,
    work: Arc<dyn Fn(&str) + Send + Sync>,
}

/// How often each word was met. A clone is one more that is taken from the pad.
#[derive(Debug)]
pub struct Tally {
    counts: BTreeMap<String, u64>,
    pad: TallyPad,
}

impl Default for TallyPad {
    fn default() -> Self {
        Self::new()
    }
}

impl TallyPad {
    /// A pad that nobody took a tally from.
    #[must_use]
    pub fn new() -> Self {
        Self {
            taken: Arc::default(),
            work: Arc::new(|_| {}),
        }
    }

    /// Take an empty tally.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.taken.fetch_add(1, Ordering::SeqCst);
        Tally {
            counts: BTreeMap::new(),
            pad: self.clone(),
        }
    }

    /// How many tallies were taken so far.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

impl Counts for TallyPad {
    fn with_work(mut self, work: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.work = Arc::new(work);
        self
    }
}

impl fmt::Debug for TallyPad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TallyPad").field(&self.taken()).finish()
    }
}

impl Tally {
    /// Count `word`, once more.
    pub fn count(&mut self, word: &str) {
        (self.pad.work)(word);
        match self.counts.get_mut(word) {
            Some(count) => *count += 1,
            None => _ = self.counts.insert(word.to_owned(), 1),
        }
    }

    /// This tally and `other` in one.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (word, count) in other.counts {
            *self.counts.entry(word).or_default() += count;
        }
        self
    }

    /// How often `word` was counted.
    #[must_use]
    pub fn of(&self, word: &str) -> u64 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// Each word with its count, in alphabetical order.
    #[must_use]
    pub fn entries(&self) -> Vec<(&str, u64)> {
        let entries = self.counts.iter();
        entries
            .map(|(word, count)| (word.as_str(), *count))
            .collect()
    }
}

impl Clone for Tally {
    fn clone(&self) -> Self {
        let mut clone = self.pad.tally();
        clone.counts.clone_from(&self.counts);
        clone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tallies_add_up_and_the_pad_knows_them_all() {
        let pad = TallyPad::default();
        let mut first = pad.tally();
        for word in ["late", "good", "late"] {
            first.count(word);
        }
        let both = first.clone().merge(first);
        assert_eq!(both.entries(), [("good", 2), ("late", 4)]);
        assert_eq!(both.of("never"), 0);
        assert_eq!(pad.taken(), 2);
    }

    #[test]
    fn counting_is_the_work_that_it_was_given() {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        let pad = TallyPad::new().with_work(move |_| _ = counted.fetch_add(1, Ordering::SeqCst));
        let (mut one, mut other) = (pad.tally(), pad.tally());
        one.count("good");
        other.count("good");
        assert_eq!(calls.load(Ordering::SeqCst), 2);
    }
}
