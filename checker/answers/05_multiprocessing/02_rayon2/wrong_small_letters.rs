// refused: wrong-result — the words are counted as others than they are

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .fold(
            || pad.tally(),
            |mut t, w| {
                t.count(&w.to_lowercase());
                t
            },
        )
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
