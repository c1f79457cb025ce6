// refused: wrong-result — everything is a task, and `await` is taken for speed

use lab::choice::{Does, Facts, Reason, Tool};

pub fn choose(facts: &Facts) -> (Tool, Reason) {
    match facts.does {
        Does::Awaits => (Tool::AsyncTasks, Reason::WaitingNeedsNoThread),
        Does::Blocks | Does::Computes => (Tool::AsyncTasks, Reason::AwaitMakesItParallel),
    }
}

fn main() {}
