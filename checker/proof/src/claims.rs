//! What a journal has to show.

mod words;

#[cfg(test)]
mod tests;

use crate::observer;
use crate::refusal::{finding, refuse};
use crate::sweep::is_cut_short;
use lab::Journal;
use report::{Count, End, Kind};
use std::collections::HashSet;
use std::time::Duration;
use words::{call, dropped_else, ended, list, other_order, too_few, were};

/// Claims about the calls that a service of `lab`, or [`crate::Work`], got.
/// Each refuses the answer where the journal says otherwise.
pub trait Claims {
    /// `n` calls were under way at once, not fewer and not more.
    fn peak_is(&self, n: usize);
    /// There were calls, and never more than `n` under way at once. Code that runs
    /// one after another passes; see [`Claims::peak_is`].
    fn peak_at_most(&self, n: usize);
    /// Exactly these things happened, in this order: `start user 7`, `end user
    /// 7`, `drop user 7`, `panic user 7`.
    fn happened(&self, lines: &[&str]);
    /// Exactly these calls were made, in this order: `user 7`.
    fn calls_are(&self, items: &[&str]);
    /// There were calls, and nothing is under way any more.
    fn all_ended(&self);
    /// The call `item` ran to its end.
    fn finished(&self, item: &str);
    /// The call `item` was begun, and dropped so long after the start of the
    /// test. It is the first one of that name, as in the other claims.
    fn dropped_at(&self, item: &str, at: Duration);
    /// The call `item` was begun, and dropped before its end: where time is
    /// real, and nobody can say when.
    fn cancelled(&self, item: &str);
    /// Each call was made by a task of its own.
    fn each_on_its_own_task(&self);
    /// Every call was made by the thread that makes this claim.
    fn all_on_this_thread(&self);
    /// The calls were made by `n` different threads.
    fn threads_are(&self, n: usize);
}

impl Claims for Journal {
    fn peak_is(&self, n: usize) {
        let peak = self.peak();
        if peak < n {
            refuse(too_few(peak, n));
        }
        observer::overlapped(n);
        self.peak_at_most(n);
    }

    fn peak_at_most(&self, n: usize) {
        there_are_calls(self);
        let peak = self.peak();
        if peak > n {
            refuse(finding(
                Kind::TooConcurrent,
                format!("{peak} calls were under way at once, the limit is {n}"),
                "nothing holds back the calls beyond the limit",
                "when is a call started, and what has to be over before that?",
            ));
        }
    }

    fn happened(&self, lines: &[&str]) {
        let got = self.lines();
        if got != lines {
            refuse(other_order(&got, lines));
        }
    }

    fn calls_are(&self, items: &[&str]) {
        let got: Vec<String> = self.calls().into_iter().map(|call| call.item).collect();
        if got != items {
            let kind = match got.is_empty() {
                true => Kind::NotStarted,
                false => Kind::WrongResult,
            };
            refuse(finding(
                kind,
                format!(
                    "these calls were made: {}; expected: {}",
                    list(&got),
                    list(items)
                ),
                "a call is missing, is one too many, or comes in another order",
                "what is called, how often, and when does it stop?",
            ));
        }
    }

    fn all_ended(&self) {
        there_are_calls(self);
        // More than are written down, where the journal is full.
        let count = self.in_flight();
        if count > 0 {
            let calls = self.calls().into_iter();
            let open = calls.filter(|call| call.how == End::Open);
            let open: Vec<String> = open.map(|call| call.item).collect();
            refuse(finding(
                Kind::Leaks,
                format!("still under way: {} ({count} in all)", list(&open)),
                "work goes on although nobody waits for it any more",
                "who stops the work that is not needed?",
            ));
        }
    }

    fn finished(&self, item: &str) {
        let call = call(self, item);
        if call.how != End::Finished {
            let kind = match call.how {
                End::Cancelled | End::Open => Kind::TooEarly,
                End::Panicked | End::Finished => Kind::WrongResult,
            };
            refuse(finding(
                kind,
                format!("`{item}` {}", ended(&call)),
                "work that has to be done was not done to its end",
                "who waits for it, and for how long?",
            ));
        }
    }

    fn dropped_at(&self, item: &str, at: Duration) {
        let call = call(self, item);
        if call.how != End::Cancelled || call.end != Some(at) {
            refuse(dropped_else(item, &call, at));
        }
    }

    fn cancelled(&self, item: &str) {
        let call = call(self, item);
        if call.how != End::Cancelled {
            refuse(finding(
                Kind::Leaks,
                format!("`{item}` {}; nobody needed it any more", ended(&call)),
                "work that is not needed any more has to stop",
                "what happens to a future when nobody polls it, and what when it is dropped?",
            ));
        }
    }

    fn each_on_its_own_task(&self) {
        there_are_calls(self);
        let calls = self.calls();
        let tasks: HashSet<_> = calls.iter().filter_map(|call| call.task).collect();
        if tasks.len() < calls.len() {
            refuse(finding(
                Kind::WrongThread,
                format!(
                    "{} made by {}",
                    were(calls.len(), "call"),
                    Count(tasks.len(), "task")
                ),
                "calls share a task, or run on none",
                "what makes a future a task of its own?",
            ));
        }
    }

    fn all_on_this_thread(&self) {
        there_are_calls(self);
        let here = std::thread::current().id();
        if let Some(call) = self.calls().iter().find(|call| call.thread != here) {
            refuse(finding(
                Kind::WrongThread,
                format!("`{}` was called on another thread", call.item),
                "this exercise is about one thread that does one thing after another",
                "does this need a thread?",
            ));
        }
    }

    fn threads_are(&self, n: usize) {
        let threads: HashSet<_> = self.calls().iter().map(|call| call.thread).collect();
        let got = threads.len();
        if got != n {
            let kind = match got {
                0 => Kind::NotStarted,
                _ if got < n => Kind::NotConcurrent,
                _ => Kind::TooConcurrent,
            };
            refuse(finding(
                kind,
                format!(
                    "the calls were made by {}, expected {n}",
                    Count(got, "thread")
                ),
                "the work is not spread as the exercise asks for",
                "how many threads are started, and what does each of them do?",
            ));
        }
    }
}

/// What is claimed of calls says nothing where there were none; a future that a
/// sweep has dropped may not have come to them.
fn there_are_calls(journal: &Journal) {
    if journal.calls().is_empty() && !is_cut_short() {
        refuse(finding(
            Kind::NotStarted,
            "no call was made at all".to_owned(),
            "what comes out is made up: the work itself was not done",
            "on which way through the code is the call left out?",
        ));
    }
}
