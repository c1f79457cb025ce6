// accepted: each tool that something speaks against is struck out

use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use std::time::Duration;

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    let alone = facts.pieces == 1 || facts.order == Order::OneAfterAnother;
    let tiny = facts.in_all() < Duration::from_micros(10);
    let task = facts.caller == Caller::Task;
    let computes = facts.does == Does::Computes;
    let choices = [
        (
            facts.code == Code::MayCrash,
            Tool::Processes,
            Reason::ACrashStaysOutside,
        ),
        (tiny, Tool::PlainCode, Reason::TooSmallToShare),
        (
            alone && !(task && facts.does != Does::Awaits),
            Tool::PlainCode,
            Reason::NothingToOverlap,
        ),
        (
            task && facts.does == Does::Awaits,
            Tool::AsyncTasks,
            Reason::WaitingNeedsNoThread,
        ),
        (computes && !alone, Tool::Rayon, Reason::EveryCoreComputes),
        (task, Tool::BlockingPool, Reason::OthersNeedTheThread),
        (true, Tool::ScopedThreads, Reason::AFewThreadsAreCheap),
    ];
    let mut good = choices.into_iter().filter(|(good, ..)| *good);
    good.next().map(|(_, tool, reason)| (tool, reason)).unwrap()
}

fn main() {}
