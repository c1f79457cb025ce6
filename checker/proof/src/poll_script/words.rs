//! What is said of a future that polls or wakes in another way.

use super::When;
use crate::refusal::finding;
use crate::step::Held;
use report::{Finding, Kind};

pub(super) fn too_early(polls: usize) -> Finding {
    finding(
        Kind::WrongResult,
        format!("poll {polls} returned `Ready`, expected `Pending`"),
        "the future says that it is done before it is",
        "what has to have happened before it may be ready?",
    )
}

pub(super) fn not_ready(polls: usize) -> Finding {
    finding(
        Kind::WrongResult,
        format!("poll {polls} returned `Pending`, expected `Ready`"),
        "the future does not notice that it is done",
        "what does each poll change, and what does it compare?",
    )
}

pub(super) fn not_woken(polls: usize) -> Finding {
    finding(
        Kind::Hangs,
        format!("after poll {polls} returned `Pending`, the waker of its task was not called"),
        "nobody will poll this future again, so it waits for ever",
        "which waker has to be called, and who holds it?",
    )
}

pub(super) fn woken(polls: usize) -> Finding {
    finding(
        Kind::BusyWaits,
        format!("after poll {polls} the waker was called although nothing had happened"),
        "the task is polled again for nothing, and burns the processor",
        "when is there a reason to call the waker?",
    )
}

pub(super) fn former_task_woken() -> Finding {
    finding(
        Kind::WrongResult,
        "a task was woken that had polled the future earlier and then gave it away".to_owned(),
        "a waker is kept that counts no more; only that of the last poll does",
        "what becomes of the waker of one poll when the next one brings another?",
    )
}

pub(super) fn unnoticed(polls: usize, when: When, held: Held) -> Finding {
    let moment = match (when, held) {
        (When::TheWakerIsTaken, _) => {
            format!("in the middle of poll {polls}, just when the future took its waker,")
        }
        (When::Before(_), Held::Once) => {
            format!("in the middle of poll {polls}, between two of its operations,")
        }
        (When::Before(_), Held::Never) => format!("right after poll {polls}"),
    };
    let (meaning, look) = match held {
        Held::Once => (
            "the poll had looked before that, and the other thread found no waker yet: the wake-up is lost",
            "between the look and the moment when the waker is stored: what can happen there?",
        ),
        Held::Never => (
            "nobody will poll this future again, so it waits for ever",
            "which waker has to be called, and who holds it?",
        ),
    };
    let happens = "another thread did what it waits for";
    let seen = "the poll returned `Pending`, and the waker was not called";
    finding(
        Kind::Hangs,
        format!("{moment} {happens}; {seen}"),
        meaning,
        look,
    )
}
