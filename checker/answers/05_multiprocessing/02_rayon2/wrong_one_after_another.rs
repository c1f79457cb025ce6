// refused: not-concurrent — a fold of the standard library has one thread

use lab::{Tally, TallyPad};

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    words.iter().fold(pad.tally(), |mut tally, word| {
        tally.count(word);
        tally
    })
}

fn main() {}
