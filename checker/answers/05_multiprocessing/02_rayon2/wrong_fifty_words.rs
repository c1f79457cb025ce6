// refused: wrong-result — a tally for fifty words is one for too few

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_chunks(50)
        .map(|c| {
            let mut t = pad.tally();
            for w in c {
                t.count(w);
            }
            t
        })
        .reduce_with(Tally::merge)
        .unwrap_or_else(|| pad.tally())
}

fn main() {}
