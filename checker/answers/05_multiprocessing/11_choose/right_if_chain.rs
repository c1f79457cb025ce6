// accepted: one question after another, and threads where two are enough

use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use std::time::Duration;

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    let several = facts.pieces > 1 && facts.order == Order::Any;
    if facts.code != Code::Ours {
        (Tool::Processes, Reason::ACrashStaysOutside)
    } else if facts.each * facts.pieces < Duration::from_micros(10) {
        (Tool::PlainCode, Reason::TooSmallToShare)
    } else if facts.caller == Caller::Task && facts.does == Does::Blocks {
        (Tool::BlockingPool, Reason::OthersNeedTheThread)
    } else if facts.caller == Caller::Task && facts.does == Does::Computes && several {
        (Tool::Rayon, Reason::EveryCoreComputes)
    } else if facts.caller == Caller::Task && facts.does == Does::Computes {
        (Tool::BlockingPool, Reason::OthersNeedTheThread)
    } else if !several {
        (Tool::PlainCode, Reason::NothingToOverlap)
    } else if facts.does == Does::Awaits {
        (Tool::AsyncTasks, Reason::WaitingNeedsNoThread)
    } else if facts.does == Does::Computes && facts.pieces <= 4 {
        (Tool::ScopedThreads, Reason::EveryCoreComputes)
    } else if facts.does == Does::Computes {
        (Tool::Rayon, Reason::EveryCoreComputes)
    } else {
        (Tool::ScopedThreads, Reason::AFewThreadsAreCheap)
    }
}

fn main() {}
