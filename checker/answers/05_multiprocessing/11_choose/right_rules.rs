// accepted: a list of rules, of which the first that fits counts

use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use std::time::Duration;

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    type Rule = (fn(&Facts) -> bool, Tool, Reason);
    let rules: [Rule; 9] = [
        (
            |facts| facts.code == Code::MayCrash,
            Tool::Processes,
            Reason::ACrashStaysOutside,
        ),
        (
            |facts| facts.in_all() < Duration::from_micros(10),
            Tool::PlainCode,
            Reason::TooSmallToShare,
        ),
        (
            |facts| is_alone(facts) && !holds_up(facts),
            Tool::PlainCode,
            Reason::NothingToOverlap,
        ),
        (
            |facts| facts.does == Does::Awaits,
            Tool::AsyncTasks,
            Reason::WaitingNeedsNoThread,
        ),
        (
            |facts| is_alone(facts),
            Tool::BlockingPool,
            Reason::OthersNeedTheThread,
        ),
        (
            |facts| facts.does == Does::Computes && facts.pieces < 3,
            Tool::ScopedThreads,
            Reason::AFewThreadsAreCheap,
        ),
        (
            |facts| facts.does == Does::Computes,
            Tool::Rayon,
            Reason::EveryCoreComputes,
        ),
        (holds_up, Tool::BlockingPool, Reason::OthersNeedTheThread),
        (|_| true, Tool::ScopedThreads, Reason::AFewThreadsAreCheap),
    ];
    let rule = rules.iter().find(|(fits, ..)| fits(facts));
    rule.map(|&(_, tool, reason)| (tool, reason)).unwrap()
}

fn is_alone(facts: &Facts) -> bool {
    facts.pieces == 1 || facts.order == Order::OneAfterAnother
}

fn holds_up(facts: &Facts) -> bool {
    facts.caller == Caller::Task && facts.does != Does::Awaits
}

fn main() {}
