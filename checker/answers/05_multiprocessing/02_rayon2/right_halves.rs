// accepted: halves of halves, until a piece is small

use lab::{Tally, TallyPad};

pub fn count_words(words: &[&str], pad: &TallyPad) -> Tally {
    if words.len() <= 500 {
        let mut tally = pad.tally();
        words.iter().for_each(|word| tally.count(word));
        return tally;
    }
    let (left, right) = words.split_at(words.len() / 2);
    let (left, right) = rayon::join(|| count_words(left, pad), || count_words(right, pad));
    left.merge(right)
}

fn main() {}
