// refused: not-concurrent — pieces of eight hundred words are too few for the threads

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let add = |mut tally: Tally, word: &&str| {
        tally.count(word);
        tally
    };
    let pieces = words.par_iter().with_min_len(800);
    let tallies = pieces.fold(|| pad.tally(), add);
    tallies.reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
