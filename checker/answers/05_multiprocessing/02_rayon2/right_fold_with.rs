// accepted: clones of an empty tally, and no identity

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let tallies = words.par_iter().fold_with(pad.tally(), |mut tally, word| {
        tally.count(word);
        tally
    });
    tallies
        .reduce_with(Tally::merge)
        .unwrap_or_else(|| pad.tally())
}

fn main() {}
