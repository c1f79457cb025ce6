// accepted: rayon cuts and folds in one

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .fold_chunks(
            500,
            || pad.tally(),
            |mut t, w| {
                t.count(w);
                t
            },
        )
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
