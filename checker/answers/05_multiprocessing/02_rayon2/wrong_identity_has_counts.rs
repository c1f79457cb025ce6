// refused: wrong-result — each merge begins with a tally that is not empty

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let tallies: Vec<Tally> = words
        .par_iter()
        .fold(
            || pad.tally(),
            |mut tally, word| {
                tally.count(word);
                tally
            },
        )
        .collect();
    let Some(first) = tallies.first().cloned() else {
        return pad.tally();
    };
    tallies
        .into_par_iter()
        .reduce(|| first.clone(), Tally::merge)
}

fn main() {}
