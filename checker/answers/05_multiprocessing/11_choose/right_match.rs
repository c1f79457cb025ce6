// accepted: one `match` on all the facts

use lab::choice::{Caller::*, Code::*, Does::*, Facts, Order, Reason::*, Tool::*};
use lab::choice::{Reason, Tool};

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    let (tiny, next) = (
        facts.in_all().as_micros() < 10,
        facts.order == Order::OneAfterAnother,
    );
    match (facts.code, tiny, facts.does, facts.caller, facts.pieces) {
        (MayCrash, ..) => (Processes, ACrashStaysOutside),
        (_, true, ..) => (PlainCode, TooSmallToShare),
        (_, _, Awaits, _, 2..) if !next => (AsyncTasks, WaitingNeedsNoThread),
        (_, _, Computes, Task, 2..) => (Rayon, OthersNeedTheThread),
        (_, _, Blocks | Computes, Task, _) => (BlockingPool, OthersNeedTheThread),
        (_, _, _, _, 0..=1) => (PlainCode, NothingToOverlap),
        _ if next => (PlainCode, NothingToOverlap),
        (_, _, Computes, _, _) => (Rayon, EveryCoreComputes),
        _ => (ScopedThreads, AFewThreadsAreCheap),
    }
}

fn main() {}
