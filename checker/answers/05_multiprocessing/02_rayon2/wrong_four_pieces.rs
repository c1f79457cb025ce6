// refused: not-concurrent — the pool has more threads than four

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_chunks(words.len().div_ceil(4).max(1))
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
