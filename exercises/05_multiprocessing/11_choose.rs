// When to use what? You have met all the tools by now. Here are eight situations of
// the shop, told in facts: how many `pieces` of work there are at a time, how long
// `each` takes, what it `does` meanwhile, whether the pieces have an `order`, who the
// `caller` is, and whose `code` it is. These are the tools:
//
//   PlainCode      one piece after another, in the caller, with `.await` if it has one
//   ScopedThreads  a thread for each piece, 2 MiB for each; the caller waits in a call
//   AsyncTasks     a future for each piece; few threads, and turns end at an `.await`
//   BlockingPool   `spawn_blocking`: 512 threads of the runtime; a task awaits them
//   Rayon          a thread for each core; from a task, with a channel back to it
//   Processes      a program for each piece; what goes in and comes out is copied
//
// `cargo doc -p lab --no-deps --open`, module `choice`, has the facts and the reasons.
// Two of the reasons are never true.
//
// https://docs.rs/tokio/latest/tokio/#cpu-bound-tasks-and-blocking-code

use lab::choice::{Facts, Reason, Tool, situations};

/// Choose a tool for the work of which these are the `facts`, and say why.
///
/// A choice is good if nothing in the facts speaks against it: nobody is held up who
/// has something else to do, no piece waits for another one without need, nothing is
/// started that wins nothing, and a crash is not the end of the whole shop. Where two
/// tools are good, choose one. The reason is true, and is why it is this tool.
///
/// Decide by the facts: the function is also asked about work that is not among the
/// `situations`. Too small to share is what takes less than ten microseconds in all;
/// a few threads are fifty at most. None of the tools is good for more than fifty
/// pieces, in any order, that block in a call for a thread: that is not asked.
pub fn choose(facts: &Facts) -> (Tool, Reason) {
    // TODO: Ask the facts one question after another. Which one decides first?
    todo!()
}

fn main() {
    for (name, facts) in situations() {
        let (tool, reason) = choose(&facts);
        println!("{name} ({facts}): {tool:?}, {reason:?}");
    }
}

// This test shows one good choice. A hidden test asks about each situation and about
// others, and says what would happen with the tool that you choose.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_need_one_another_come_one_after_another() {
        let (_, pages) = situations()[2];
        let choice = (Tool::PlainCode, Reason::NothingToOverlap);
        assert_eq!(choose(&pages), choice);
    }
}
