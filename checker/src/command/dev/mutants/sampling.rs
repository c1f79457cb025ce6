//! A few of many, the same ones for the same seed, also where others come or go.

use super::candidates::Candidate;
use std::num::NonZeroUsize;

/// How many to judge, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// So many, of all exercises together.
    pub size: NonZeroUsize,
    /// What decides which.
    pub seed: u64,
}

impl Sample {
    /// Each mutant has a place in an order that its own lines decide, so a change
    /// of one answer leaves the sample of the others as it was.
    pub(super) fn keep(self, candidates: &mut Vec<Candidate>) {
        candidates.sort_by_cached_key(|candidate| self.place(candidate));
        candidates.truncate(self.size.get());
        candidates.sort_by_key(|candidate| candidate.exercise);
    }

    fn place(self, candidate: &Candidate) -> [u8; 32] {
        let mutant = &candidate.mutant;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seed.to_le_bytes());
        hasher.update(
            candidate
                .file
                .file_name()
                .unwrap_or_default()
                .as_encoded_bytes(),
        );
        for part in [mutant.rule, &mutant.before, &mutant.after] {
            hasher.update(b"\0").update(part.as_bytes());
        }
        hasher.finalize().into()
    }
}
