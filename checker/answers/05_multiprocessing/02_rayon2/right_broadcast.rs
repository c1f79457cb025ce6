// accepted: each thread of the pool counts every so many-th word

use lab::{Tally, TallyPad};
use rayon::prelude::*;

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    let lists = rayon::broadcast(|c| {
        let mut t = pad.tally();
        for w in words.iter().skip(c.index()).step_by(c.num_threads()) {
            t.count(w);
        }
        t
    });
    lists.into_iter().reduce(Tally::merge).unwrap()
}

fn main() {}
