//! What came of mutants, added up.

use super::candidates::Candidate;
use crate::verdict::Verdict;
use report::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// What came of one mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It does not compile, or does not fit the hidden test: nobody hands it in.
    Unviable,
    /// It is refused.
    Killed,
    /// It passes, and it is recorded why that is right.
    Explained,
    /// It passes; the tests that the exercise is shipped with refuse it.
    Visible,
    /// It passes.
    Survived,
}

impl Fate {
    /// What a verdict makes of a candidate.
    pub(super) fn of(candidate: &Candidate, verdict: &Verdict) -> Self {
        match (verdict.headline(), candidate.record) {
            (Some(Kind::DoesNotCompile), _) => Fate::Unviable,
            _ if !verdict.passed() => Fate::Killed,
            (_, Some(_)) => Fate::Explained,
            (_, None) => Fate::Survived,
        }
    }
}

/// How many mutants came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) made: usize,
    pub(super) unviable: usize,
    pub(super) killed: usize,
    pub(super) explained: usize,
    pub(super) survived: usize,
}

impl Counts {
    fn note(&mut self, fate: Fate) {
        self.made += 1;
        match fate {
            Fate::Unviable => self.unviable += 1,
            Fate::Killed => self.killed += 1,
            Fate::Explained => self.explained += 1,
            Fate::Visible | Fate::Survived => self.survived += 1,
        }
    }

    pub(super) fn add(&mut self, other: Counts) {
        self.made += other.made;
        self.unviable += other.unviable;
        self.killed += other.killed;
        self.explained += other.explained;
        self.survived += other.survived;
    }
}

/// Everything that is known so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By exercise.
    pub(super) counts: BTreeMap<usize, Counts>,
    /// The places of the candidates that passed without a reason.
    pub(super) survivors: BTreeMap<usize, Fate>,
    /// Records of exercises that a mutant which passes needs.
    needed: BTreeSet<(usize, usize)>,
}

impl Tally {
    /// Note what came of the candidate at `place`.
    pub(super) fn note(&mut self, place: usize, candidate: &Candidate, fate: Fate) {
        self.counts
            .entry(candidate.exercise)
            .or_default()
            .note(fate);
        match (fate, candidate.record) {
            (Fate::Visible | Fate::Survived, _) => {
                self.survivors.insert(place, fate);
            }
            (Fate::Explained, Some(record)) => {
                self.needed.insert((candidate.exercise, record));
            }
            (Fate::Unviable | Fate::Killed | Fate::Explained, _) => {}
        }
    }

    pub(super) fn needs(&self, exercise: usize, record: usize) -> bool {
        self.needed.contains(&(exercise, record))
    }

    pub(super) fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.counts.values() {
            total.add(*counts);
        }
        total
    }
}
