// refused: wrong-result — more than a few compute beside the runtime

use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use std::time::Duration;

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    if facts.does == Does::Computes
        && facts.caller == Caller::Task
        && facts.code == Code::Ours
        && facts.pieces < 100
        && facts.each > Duration::from_micros(10)
    {
        return (Tool::BlockingPool, Reason::OthersNeedTheThread);
    }
    go(facts, facts.in_all() < Duration::from_micros(10))
}

fn go(facts: &Facts, small: bool) -> (Tool, Reason) {
    if facts.code == Code::MayCrash {
        return (Tool::Processes, Reason::ACrashStaysOutside);
    }
    if small {
        return (Tool::PlainCode, Reason::TooSmallToShare);
    }
    let alone = facts.pieces == 1 || facts.order == Order::OneAfterAnother;
    match (facts.does, facts.caller) {
        (Does::Awaits, _) if alone => (Tool::PlainCode, Reason::NothingToOverlap),
        (Does::Awaits, _) => (Tool::AsyncTasks, Reason::WaitingNeedsNoThread),
        (Does::Blocks, Caller::Task) => (Tool::BlockingPool, Reason::OthersNeedTheThread),
        (Does::Computes, Caller::Task) => (Tool::Rayon, Reason::OthersNeedTheThread),
        (_, Caller::Thread) if alone => (Tool::PlainCode, Reason::NothingToOverlap),
        (Does::Blocks, _) => (Tool::ScopedThreads, Reason::AFewThreadsAreCheap),
        (Does::Computes, _) => (Tool::Rayon, Reason::EveryCoreComputes),
    }
}

fn main() {}
