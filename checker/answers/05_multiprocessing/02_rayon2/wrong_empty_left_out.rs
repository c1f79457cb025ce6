// refused: wrong-result — a word without letters is one of them, too

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .filter(|w| !w.trim().is_empty())
        .fold(
            || pad.tally(),
            |mut t, w| {
                t.count(w.trim());
                t
            },
        )
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
