// refused: not-started — the tallies come from another pad

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], _pad: &TallyPad) -> Tally {
    let pad = TallyPad::new();
    words
        .par_iter()
        .fold(
            || pad.tally(),
            |mut t, w| {
                t.count(w);
                t
            },
        )
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
