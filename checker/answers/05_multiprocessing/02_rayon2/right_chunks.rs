// accepted: pieces of a hundred words

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let count = |chunk: &[&str]| {
        let mut tally = pad.tally();
        chunk.iter().for_each(|word| tally.count(word));
        tally
    };
    words
        .par_chunks(100)
        .map(count)
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
