//! Inputs that the seed of a run chooses: an answer that knows the hidden test by
//! what it is given knows it no longer.

use crate::harness::seed;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

static STATE: Mutex<Option<u64>> = Mutex::new(None);

/// What the shop sells: as believable as what stands in the exercises.
const ARTICLES: [&str; 16] = [
    "tea", "cups", "kettle", "pot", "jam", "bread", "salt", "soap", "lamp", "rope", "nails",
    "paper", "ink", "wool", "honey", "rice",
];

/// A number in `range`, which is not empty. The same seed draws the same numbers, in
/// the same order.
///
/// # Panics
///
/// When the range is empty.
pub fn number(range: Range<u64>) -> u64 {
    assert!(range.start < range.end, "a number is drawn from some");
    range.start + next() % (range.end - range.start)
}

/// So many articles, no two the same; at most sixteen.
///
/// # Panics
///
/// When there are not so many.
pub fn articles<const N: usize>() -> [&'static str; N] {
    assert!(N <= ARTICLES.len(), "there are sixteen articles");
    let mut left = ARTICLES.to_vec();
    [(); N].map(|()| {
        let most = u64::try_from(left.len()).unwrap_or(u64::MAX);
        let at = usize::try_from(number(0..most)).unwrap_or(0);
        left.swap_remove(at)
    })
}

/// Splitmix64: no luck is needed, only variety.
fn next() -> u64 {
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    let sum = state
        .unwrap_or_else(seed)
        .wrapping_add(0x9E37_79B9_7F4A_7C15);
    *state = Some(sum);
    let mixed = (sum ^ (sum >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_lie_in_their_range_and_differ() {
        let drawn: HashSet<u64> = (0..200).map(|_| number(10..20)).collect();
        assert!(drawn.len() > 5 && drawn.iter().all(|n| (10..20).contains(n)));
    }

    #[test]
    fn no_article_comes_twice() {
        let all: HashSet<_> = articles::<16>().into();
        assert_eq!(all.len(), 16);
    }
}
