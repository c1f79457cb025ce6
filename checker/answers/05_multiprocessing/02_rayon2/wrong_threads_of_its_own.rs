// refused: wrong-thread — threads beside those of the pool, which wait

use lab::{Tally, TallyPad};
use rayon::prelude::*;
use std::thread;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let size = words.len().div_ceil(4).max(1);
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let count = |chunk: &[&str]| {
            let mut tally = pad.tally();
            chunk.iter().for_each(|word| tally.count(word));
            tally
        };
        let threads: Vec<_> = words
            .chunks(size)
            .map(|chunk| scope.spawn(move || count(chunk)))
            .collect();
        let tallies = threads.into_iter().map(|thread| thread.join().unwrap());
        tallies.collect()
    });
    tallies.into_par_iter().reduce(|| pad.tally(), Tally::merge)
}

fn main() {}
