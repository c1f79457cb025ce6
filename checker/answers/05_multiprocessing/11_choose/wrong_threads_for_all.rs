// refused: wrong-result — a thread for everything

use lab::choice::{Facts, Reason, Tool};

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    match facts.pieces {
        1 => (Tool::ScopedThreads, Reason::OthersNeedTheThread),
        _ => (Tool::ScopedThreads, Reason::AFewThreadsAreCheap),
    }
}

fn main() {}
