//! What speaks against a tool that was chosen for some work.

use crate::refusal::{finding, refuse};
use lab::choice::{Caller, Code, Does, Facts, Order, Reason, Tool};
use report::Kind;
use std::num::NonZero;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The choice for the work called `name` is a good one: nothing in the facts speaks
/// against the tool, and the reason is true and speaks for it. If not, the answer
/// is refused, and told what would happen.
pub fn well_chosen(name: &str, facts: Facts, (tool, reason): (Tool, Reason)) {
    let wrong = |observed, meaning| {
        let look = "which of the facts decides here?";
        refuse(finding(Kind::WrongResult, observed, meaning, look))
    };
    if let Some((happens, meaning)) = against(tool, facts) {
        wrong(
            format!("{name} ({facts}), with `{tool:?}`: {happens}"),
            meaning,
        );
    }
    let untrue = untrue(reason, facts);
    if untrue.is_some() || !speaks_for(tool).contains(&reason) {
        wrong(
            format!(
                "{name} ({facts}): nothing speaks against `{tool:?}`, but `{reason:?}` is not why"
            ),
            untrue.unwrap_or(
                "that is so, and would be so with other tools: it does not say why it is this one",
            ),
        );
    }
}

/// What would happen and what that means, if the tool is not good.
fn against(tool: Tool, facts: Facts) -> Option<(String, &'static str)> {
    // A crash overrules everything, and so does work that is nearly nothing.
    if facts.code == Code::MayCrash {
        return (tool != Tool::Processes).then(ends_with_it);
    }
    if is_tiny(facts) {
        return (tool != Tool::PlainCode).then(|| handed_over(facts.in_all()));
    }
    match tool {
        Tool::PlainCode => against_plain_code(facts),
        Tool::ScopedThreads => against_threads(facts),
        Tool::AsyncTasks => against_tasks(facts),
        Tool::BlockingPool => against_the_blocking_pool(facts),
        Tool::Rayon => against_rayon(facts),
        Tool::Processes => Some((
            format!(
                "programs that are started: {}; all that goes in and comes out is copied",
                facts.pieces
            ),
            "that is the price of a memory of its own, and no fact asks for one: threads run at the same time too",
        )),
    }
}

fn ends_with_it() -> (String, &'static str) {
    (
        "when it crashes, the process ends, with every thread and every task in it".to_owned(),
        "whatever runs in the same process shares its end",
    )
}

fn handed_over(in_all: Duration) -> (String, &'static str) {
    let there_and_back = hand_over();
    (
        format!(
            "all of it takes {in_all:?}; to wake another thread and to hear back from it took {there_and_back:?} here just now"
        ),
        "to hand the work to others takes longer than to do it",
    )
}

fn against_plain_code(facts: Facts) -> Option<(String, &'static str)> {
    let Facts { pieces, each, .. } = facts;
    let in_all = facts.in_all();
    if facts.caller == Caller::Task && facts.does != Does::Awaits {
        return Some((
            format!("for {in_all:?} no other task has a turn on the thread of the runtime"),
            "a task gives its thread back at an `.await`, and in this work there is none",
        ));
    }
    (!is_alone(facts)).then(|| {
        (
            format!("one after another, {pieces} × {each:?} are {in_all:?}"),
            "each piece waits for all before it, and needs none of them",
        )
    })
}

fn against_threads(facts: Facts) -> Option<(String, &'static str)> {
    let pieces = facts.pieces;
    let stacks = f64::from(pieces) * 2.0 / 1024.0;
    if pieces > A_FEW {
        let reserved = format!(
            "{pieces} threads reserve 2 MiB each for their stacks, which are {stacks:.1} GiB"
        );
        return Some(match facts.does {
            Does::Computes => (
                format!("{reserved}, and {} of them compute at a time", cores()),
                "the others only take turns with those: nothing is done sooner",
            ),
            Does::Awaits | Does::Blocks => (
                format!("{reserved}, and all they do is wait"),
                "the system keeps a stack for everybody who has nothing to do",
            ),
        });
    }
    if facts.caller == Caller::Task {
        return Some((
            "the scope returns when its last thread has ended, and the thread of the runtime waits in it".to_owned(),
            "whoever calls it is held up, and with it every other task on this thread",
        ));
    }
    is_alone(facts).then(|| wins_nothing(facts))
}

fn against_tasks(facts: Facts) -> Option<(String, &'static str)> {
    let each = facts.each;
    match facts.does {
        Does::Awaits => is_alone(facts).then(|| wins_nothing(facts)),
        Does::Blocks => Some((
            format!(
                "each task sits in its call for {each:?}, and nobody else has a turn on its thread"
            ),
            "a call that blocks is no `.await`: the thread cannot leave it",
        )),
        Does::Computes => Some((
            format!("each task computes for {each:?}, and nobody else has a turn on its thread"),
            "tasks take turns at an `.await`, and in this work there is none",
        )),
    }
}

fn against_the_blocking_pool(facts: Facts) -> Option<(String, &'static str)> {
    let pieces = facts.pieces;
    let threads = pieces.min(512);
    match facts.does {
        _ if facts.caller == Caller::Thread => Some((
            "`spawn_blocking` panics, because there is no runtime here".to_owned(),
            "this pool belongs to a runtime, and gives its results to tasks",
        )),
        Does::Awaits if pieces > threads => Some((
            format!(
                "512 threads wait, and the other {} pieces have not begun",
                pieces - threads
            ),
            "the pool has 512 threads unless it is told otherwise, and each is taken until its wait is over",
        )),
        Does::Awaits => Some((
            "a thread of the pool sits there to wait".to_owned(),
            "what has an `.await` waits without a thread",
        )),
        // In order, one of them computes at a time.
        Does::Computes if pieces > A_FEW && !is_alone(facts) => Some((
            format!(
                "{threads} threads compute on {} cores, beside those of the runtime",
                cores()
            ),
            "the pool is large because its threads mostly sleep: nothing is done sooner, and tasks wait for a core",
        )),
        Does::Blocks | Does::Computes => None,
    }
}

fn against_rayon(facts: Facts) -> Option<(String, &'static str)> {
    if facts.does != Does::Computes {
        return Some((
            format!(
                "the pool has a thread for each core, {} here, and a piece holds one of them for {:?} to wait",
                cores(),
                facts.each
            ),
            "a thread of this pool that waits does not compute, and other work stands in its queue",
        ));
    }
    // In a task it is at least not the thread of the runtime that computes.
    (is_alone(facts) && facts.caller == Caller::Thread).then(|| wins_nothing(facts))
}

fn wins_nothing(facts: Facts) -> (String, &'static str) {
    (
        format!(
            "it takes {:?}, as it does without: there is never a second piece to do meanwhile",
            facts.in_all()
        ),
        "what is started wins nothing, and the caller waits for it all the same",
    )
}

/// Why it is not so, if it is not.
fn untrue(reason: Reason, facts: Facts) -> Option<&'static str> {
    let (alone, computes) = (is_alone(facts), facts.does == Does::Computes);
    let (so, why_not) = match reason {
        Reason::NothingToOverlap => (
            alone,
            "there are several pieces, and none of them needs another one",
        ),
        Reason::TooSmallToShare => (is_tiny(facts), "it takes longer than to start a thread"),
        Reason::WaitingNeedsNoThread => (
            facts.does == Does::Awaits,
            "there is no `.await` in it: it sits in a call, or does not wait at all",
        ),
        Reason::AFewThreadsAreCheap => (facts.pieces <= A_FEW, "so many are not a few"),
        Reason::EveryCoreComputes => (
            computes && !alone,
            "that needs several pieces, which compute at the same time",
        ),
        Reason::OthersNeedTheThread => (
            facts.caller == Caller::Task,
            "the thread of the caller has nothing else to do",
        ),
        Reason::ACrashStaysOutside => (
            facts.code == Code::MayCrash,
            "the code is our own, in Rust: what goes wrong is a panic, and ends one thread or task",
        ),
        Reason::OneThreadRunsAtATime => (
            false,
            "no lock goes round a whole program in Rust: its threads run at the very same time",
        ),
        Reason::AwaitMakesItParallel => (
            false,
            "an `.await` makes nothing parallel: it lets others have a turn while this work waits",
        ),
    };
    (!so).then_some(why_not)
}

/// The reasons for which one takes this tool rather than another one.
fn speaks_for(tool: Tool) -> &'static [Reason] {
    match tool {
        Tool::PlainCode => &[Reason::NothingToOverlap, Reason::TooSmallToShare],
        Tool::ScopedThreads => &[Reason::AFewThreadsAreCheap, Reason::EveryCoreComputes],
        Tool::AsyncTasks => &[Reason::WaitingNeedsNoThread],
        Tool::BlockingPool => &[Reason::OthersNeedTheThread],
        Tool::Rayon => &[Reason::EveryCoreComputes, Reason::OthersNeedTheThread],
        Tool::Processes => &[Reason::ACrashStaysOutside],
    }
}

/// As many threads as nobody has to think about.
const A_FEW: u32 = 50;

fn is_tiny(facts: Facts) -> bool {
    facts.in_all() < Duration::from_micros(10)
}

fn is_alone(facts: Facts) -> bool {
    facts.pieces == 1 || facts.order == Order::OneAfterAnother
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// How long it takes to wake a thread and to hear back.
fn hand_over() -> Duration {
    let ((ask, asked), (reply, answer)) = (mpsc::channel::<()>(), mpsc::channel());
    thread::spawn(move || asked.iter().try_for_each(|()| reply.send(())));
    let mut took = Duration::ZERO;
    // The first time it is still being started.
    for _ in 0..2 {
        let begun = Instant::now();
        let _ = ask.send(());
        let _ = answer.recv();
        took = begun.elapsed();
    }
    took
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use lab::choice::situations;
    use lab::ms;

    const TOOLS: [Tool; 6] = [
        Tool::PlainCode,
        Tool::ScopedThreads,
        Tool::AsyncTasks,
        Tool::BlockingPool,
        Tool::Rayon,
        Tool::Processes,
    ];

    fn good_tools(facts: Facts) -> Vec<Tool> {
        let good = |tool: &Tool| against(*tool, facts).is_none();
        TOOLS.into_iter().filter(good).collect()
    }

    #[test]
    fn each_situation_has_its_tools() {
        let good = situations().map(|(_, facts)| good_tools(facts));
        let want: [&[Tool]; 8] = [
            &[Tool::AsyncTasks],
            &[Tool::Rayon],
            &[Tool::PlainCode],
            &[Tool::Processes],
            &[Tool::BlockingPool],
            &[Tool::BlockingPool, Tool::Rayon],
            &[Tool::ScopedThreads],
            &[Tool::PlainCode],
        ];
        assert_eq!(good, want);
    }

    #[test]
    fn a_good_tool_has_a_reason_that_is_true() {
        for (_, facts) in situations() {
            for tool in good_tools(facts) {
                let mut reasons = speaks_for(tool).iter();
                assert!(reasons.any(|reason| untrue(*reason, facts).is_none()));
            }
        }
    }

    #[test]
    fn a_good_choice_is_accepted() {
        let tills = Facts::of(5, ms(100), Does::Blocks, Caller::Thread);
        let choice = (Tool::ScopedThreads, Reason::AFewThreadsAreCheap);
        accepts(|| well_chosen("tills", tills, choice));
    }

    #[test]
    fn a_tool_that_is_not_good_is_refused_with_what_would_happen() {
        let chats = Facts::of(10_000, ms(9_000), Does::Awaits, Caller::Task);
        let choice = (Tool::ScopedThreads, Reason::AFewThreadsAreCheap);
        refuses(Kind::WrongResult, "which are 19.5 GiB", || {
            well_chosen("chats", chats, choice);
        });
        let tiny = Facts::of(9, Duration::from_nanos(1), Does::Computes, Caller::Thread);
        refuses(Kind::WrongResult, "all of it takes 9ns", || {
            well_chosen("a sum", tiny, (Tool::Rayon, Reason::EveryCoreComputes));
        });
    }

    #[test]
    fn a_reason_that_is_untrue_or_beside_the_point_is_refused() {
        let tills = Facts::of(5, ms(100), Does::Blocks, Caller::Thread);
        let not_why = "`OneThreadRunsAtATime` is not why";
        refuses(Kind::WrongResult, not_why, || {
            let choice = (Tool::ScopedThreads, Reason::OneThreadRunsAtATime);
            well_chosen("tills", tills, choice);
        });
        let pages = tills.one_after_another();
        refuses(
            Kind::WrongResult,
            "`AFewThreadsAreCheap` is not why",
            || {
                well_chosen(
                    "pages",
                    pages,
                    (Tool::PlainCode, Reason::AFewThreadsAreCheap),
                );
            },
        );
    }
}
