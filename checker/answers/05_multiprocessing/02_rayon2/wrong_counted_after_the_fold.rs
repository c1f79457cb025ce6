// refused: not-concurrent — words are collected in parallel and counted by one

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let words: Vec<&str> = words.par_iter().copied().collect();
    let mut tally = pad.tally();
    for word in words {
        tally.count(word);
    }
    tally
}

fn main() {}
