// accepted: a few pieces that wait can have threads

use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use std::time::Duration;

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    if facts.does == Does::Awaits
        && facts.caller == Caller::Thread
        && facts.code == Code::Ours
        && facts.order == Order::Any
        && (2..=50).contains(&facts.pieces)
        && facts.each > Duration::from_micros(10)
    {
        return (Tool::ScopedThreads, Reason::AFewThreadsAreCheap);
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
