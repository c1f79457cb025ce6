// accepted: one piece for each thread of the pool, merged by the caller

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let size = words.len().div_ceil(rayon::current_num_threads()).max(1);
    let count = |chunk: &[&str]| {
        let mut tally = pad.tally();
        chunk.iter().for_each(|word| tally.count(word));
        tally
    };
    let tallies: Vec<Tally> = words.par_chunks(size).map(count).collect();
    tallies.into_iter().fold(pad.tally(), Tally::merge)
}

fn main() {}
