// refused: wrong-result — pieces in a row are plain code, also where they hold up others

use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use std::time::Duration;

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    let alone = facts.pieces == 1 || facts.order == Order::OneAfterAnother;
    if facts.code == Code::MayCrash {
        return (Tool::Processes, Reason::ACrashStaysOutside);
    }
    if facts.in_all() < Duration::from_micros(10) {
        return (Tool::PlainCode, Reason::TooSmallToShare);
    }
    if facts.order == Order::OneAfterAnother {
        return (Tool::PlainCode, Reason::NothingToOverlap);
    }
    match (facts.does, facts.caller) {
        (Does::Awaits, _) if alone => (Tool::PlainCode, Reason::NothingToOverlap),
        (Does::Awaits, _) => (Tool::AsyncTasks, Reason::WaitingNeedsNoThread),
        (Does::Blocks, Caller::Task) => (Tool::BlockingPool, Reason::OthersNeedTheThread),
        (Does::Computes, Caller::Task) => (Tool::Rayon, Reason::OthersNeedTheThread),
        _ if alone => (Tool::PlainCode, Reason::NothingToOverlap),
        (Does::Blocks, _) => (Tool::ScopedThreads, Reason::AFewThreadsAreCheap),
        (Does::Computes, _) => (Tool::Rayon, Reason::EveryCoreComputes),
    }
}

fn main() {}
