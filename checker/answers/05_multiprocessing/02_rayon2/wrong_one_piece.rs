// refused: not-concurrent — the list may not be split, so there is one tally

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .with_min_len(words.len())
        .fold(
            || pad.tally(),
            |mut tally, word| {
                tally.count(word);
                tally
            },
        )
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
