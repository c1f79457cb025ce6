// refused: wrong-result — a tally for each word, all of them merged

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .map(|word| {
            let mut tally = pad.tally();
            tally.count(word);
            tally
        })
        .reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
