// refused: wrong-result — what is left of the division is counted by nobody

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let n = rayon::current_num_threads();
    let size = words.len() / n;
    (0..n)
        .into_par_iter()
        .map(|k| {
            let mut t = pad.tally();
            for w in &words[k * size..(k + 1) * size] {
                t.count(w);
            }
            t
        })
        .reduce_with(Tally::merge)
        .unwrap()
}

fn main() {}
