//! Records that are needed no more.

use super::candidates::{Candidate, Candidates};
use super::equivalents::Equivalent;
use super::tally::Tally;

/// A record that is to be removed.
#[derive(Debug)]
pub(super) struct Stale {
    /// The place of the exercise in the course.
    pub(super) exercise: usize,
    pub(super) record: Equivalent,
    pub(super) why: Why,
}

/// Why it is needed no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// No mutant is like it.
    Unmatched,
    /// None of those that are like it passes.
    Refused,
}

impl Candidates {
    /// Records that no mutant is like.
    pub(super) fn unmatched(&self) -> Vec<Stale> {
        self.stale(Why::Unmatched, |exercise, at| !self.has(exercise, at))
    }

    /// Records of which every mutant was refused, after all were judged.
    pub(super) fn refused(&self, tally: &Tally) -> Vec<Stale> {
        self.stale(Why::Refused, |exercise, at| {
            self.has(exercise, at) && !tally.needs(exercise, at)
        })
    }

    fn has(&self, exercise: usize, at: usize) -> bool {
        let is_like = |one: &Candidate| one.exercise == exercise && one.record == Some(at);
        self.all.iter().any(is_like)
    }

    fn stale(&self, why: Why, is_stale: impl Fn(usize, usize) -> bool) -> Vec<Stale> {
        let records = self.records.iter();
        let all = records.flat_map(|(exercise, of)| {
            let entries = of.entries().iter().enumerate();
            entries.map(|(at, record)| (*exercise, at, record))
        });
        all.filter(|(exercise, at, _)| is_stale(*exercise, *at))
            .map(|(exercise, _, record)| Stale {
                exercise,
                record: record.clone(),
                why,
            })
            .collect()
    }
}
