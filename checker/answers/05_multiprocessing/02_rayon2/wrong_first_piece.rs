// refused: wrong-result — the tally of some piece, not of all

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .fold(
            || pad.tally(),
            |mut tally, word| {
                tally.count(word);
                tally
            },
        )
        .find_any(|tally| !tally.entries().is_empty())
        .unwrap_or_else(|| pad.tally())
}

fn main() {}
