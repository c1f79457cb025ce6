// refused: wrong-result — of two tallies, only one goes on

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words
        .par_iter()
        .fold(
            || pad.tally(),
            |mut tally, word| {
                tally.count(word);
                tally
            },
        )
        .reduce(|| pad.tally(), |one, _| one)
}

fn main() {}
