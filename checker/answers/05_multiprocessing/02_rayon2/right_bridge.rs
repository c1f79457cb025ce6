// accepted: the words come one by one, and their order does not matter

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .iter()
        .par_bridge()
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
