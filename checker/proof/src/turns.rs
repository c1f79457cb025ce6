//! Tasks that take turns on one thread.

use crate::refusal::{finding, refuse};
use report::Kind;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// Who had a turn, in order. Clones are the same list.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    taken: Arc<Mutex<Vec<String>>>,
}

/// A task that has something to do in each turn: see [`Turns::task`].
#[derive(Debug)]
pub struct TurnTask {
    name: String,
    turns: Turns,
    next: usize,
    count: usize,
}

/// An answer may never stop taking turns.
const MOST: usize = 10_000;

impl Turns {
    /// Nobody had a turn yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A task that takes `count` turns, `a0`, `a1` and so on, and is done in the
    /// last one. After each of the others it asks for the next one at once: it
    /// wakes itself and returns `Pending`.
    #[must_use]
    pub fn task(&self, name: &str, count: usize) -> TurnTask {
        TurnTask {
            name: name.to_owned(),
            turns: self.clone(),
            next: 0,
            count,
        }
    }

    /// Somebody has a turn.
    pub fn take(&self, turn: &str) {
        let mut taken = self.taken();
        if taken.len() < MOST {
            taken.push(turn.to_owned());
        }
    }

    /// The turns so far.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        self.taken().clone()
    }

    /// Exactly these turns were taken, in this order.
    pub fn are(&self, want: &[&str]) {
        let got = self.list();
        if got != want {
            refuse(other_turns(&got, want));
        }
    }

    fn taken(&self) -> MutexGuard<'_, Vec<String>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Future for TurnTask {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.next == self.count {
            refuse(finding(
                Kind::WrongResult,
                format!(
                    "task `{}` was polled again after it had been ready",
                    self.name
                ),
                "a future that is done has nothing more to give; most of them panic then",
                "what becomes of a task that is ready?",
            ));
        }
        self.turns.take(&format!("{}{}", self.name, self.next));
        self.next += 1;
        if self.next == self.count {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Whoever has all turns in a row did not share them; other mistakes are just
/// another order.
fn other_turns(got: &[String], want: &[&str]) -> report::Finding {
    let observed = format!("the turns were {}; expected {}", shown(got), shown(want));
    let switches = |turns: &[&str]| {
        turns
            .windows(2)
            .filter(|two| task(two[0]) != task(two[1]))
            .count()
    };
    let taken: Vec<&str> = got.iter().map(String::as_str).collect();
    if got.len() < want.len() {
        return finding(
            Kind::WrongResult,
            observed,
            "a task did not come to its end",
            "what becomes of a task that is not ready, and of one that comes later?",
        );
    }
    if switches(&taken) < switches(want) {
        return finding(
            Kind::NotConcurrent,
            observed,
            "one task keeps the thread to itself while the others wait",
            "what happens when a poll returns `Pending`: who is next?",
        );
    }
    finding(
        Kind::WrongResult,
        observed,
        "the tasks have their turns in another order",
        "where in the queue does a task go, and which one is taken from it?",
    )
}

/// The `a` of `a12`.
fn task(turn: &str) -> &str {
    turn.trim_end_matches(|digit: char| digit.is_ascii_digit())
}

fn shown<S: AsRef<str>>(turns: &[S]) -> String {
    const MOST: usize = 16;
    let all: Vec<&str> = turns.iter().map(AsRef::as_ref).take(MOST).collect();
    let more = if turns.len() > MOST { " …" } else { "" };
    match &*all.join(" ") {
        "" => "none".to_owned(),
        list => format!("{list}{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PollScript;
    use crate::refusal::{accepts, refuses};

    #[test]
    fn a_task_asks_for_its_next_turn_until_it_is_done() {
        accepts(|| {
            let turns = Turns::new();
            let mut script = PollScript::of(turns.task("a", 2));
            script.is_pending();
            script.is_woken();
            script.is_ready();
            turns.are(&["a0", "a1"]);
        });
    }

    fn taken(list: &[&str]) -> Turns {
        let turns = Turns::new();
        list.iter().for_each(|turn| turns.take(turn));
        turns
    }

    #[test]
    fn each_way_not_to_share_is_told_apart() {
        let want = ["a0", "b0", "a1", "b1"];
        let check = |got: &[&str], kind| {
            refuses(kind, "expected a0 b0 a1 b1", || taken(got).are(&want));
        };
        accepts(|| taken(&want).are(&want));
        check(&["a0", "a1", "b0", "b1"], Kind::NotConcurrent);
        check(&["b0", "a0", "b1", "a1"], Kind::WrongResult);
        check(&["a0", "b0"], Kind::WrongResult);
        check(&[], Kind::WrongResult);
    }

    #[test]
    fn a_task_that_is_done_has_no_more_turns() {
        refuses(Kind::WrongResult, "task `a` was polled again", || {
            let mut script = PollScript::of(Turns::new().task("a", 1));
            script.is_ready();
            script.is_ready();
        });
    }
}
