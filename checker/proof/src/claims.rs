//! What a journal has to show.

use crate::refusal::{finding, refuse};
use lab::{CallRecord, Journal};
use report::{End, Finding, Kind};
use std::collections::HashSet;
use std::time::Duration;

/// Claims about the calls that a service of `lab`, or [`crate::Work`], got.
/// Each refuses the answer where the journal says otherwise.
pub trait Claims {
    /// `n` calls were under way at once, not fewer and not more.
    fn peak_is(&self, n: usize);
    /// Never more than `n` calls were under way at once. Code that runs one
    /// after another passes; see [`Claims::peak_is`].
    fn peak_at_most(&self, n: usize);
    /// Exactly these things happened, in this order: `start user 7`, `end user
    /// 7`, `drop user 7`, `panic user 7`.
    fn happened(&self, lines: &[&str]);
    /// Exactly these calls were made, in this order: `user 7`.
    fn calls_are(&self, items: &[&str]);
    /// Nothing is under way any more.
    fn all_ended(&self);
    /// The call `item` ran to its end.
    fn finished(&self, item: &str);
    /// The call `item` was begun, and dropped so long after the start of the
    /// test.
    fn dropped_at(&self, item: &str, at: Duration);
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
        self.peak_at_most(n);
    }

    fn peak_at_most(&self, n: usize) {
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
            refuse(finding(
                Kind::WrongResult,
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
        let open = self
            .calls()
            .into_iter()
            .filter(|call| call.how == End::Open);
        let open: Vec<String> = open.map(|call| call.item).collect();
        if !open.is_empty() {
            refuse(finding(
                Kind::Leaks,
                format!("still under way: {}", list(&open)),
                "work goes on although nobody waits for it any more",
                "who stops the work that is not needed?",
            ));
        }
    }

    fn finished(&self, item: &str) {
        let call = call(self, item);
        if call.how != End::Finished {
            refuse(finding(
                Kind::WrongResult,
                format!("`{item}` {}", ended(&call)),
                "work that has to be done was not done to its end",
                "who waits for it, and for how long?",
            ));
        }
    }

    fn dropped_at(&self, item: &str, at: Duration) {
        let call = call(self, item);
        if call.how != End::Cancelled || call.end != Some(at) {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "`{item}` {}; nobody needed it after {} ms",
                    ended(&call),
                    at.as_millis()
                ),
                "work that is not needed any more has to stop at once",
                "what happens to a future when nobody polls it, and what when it is dropped?",
            ));
        }
    }

    fn each_on_its_own_task(&self) {
        let calls = self.calls();
        let tasks: HashSet<_> = calls.iter().filter_map(|call| call.task).collect();
        if tasks.len() < calls.len() {
            refuse(finding(
                Kind::NotConcurrent,
                format!("{} calls were made by {} tasks", calls.len(), tasks.len()),
                "calls share a task, or run on none",
                "what makes a future a task of its own?",
            ));
        }
    }

    fn all_on_this_thread(&self) {
        let here = std::thread::current().id();
        if let Some(call) = self.calls().iter().find(|call| call.thread != here) {
            refuse(finding(
                Kind::TooConcurrent,
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
            let kind = if got < n {
                Kind::NotConcurrent
            } else {
                Kind::TooConcurrent
            };
            refuse(finding(
                kind,
                format!("the calls were made by {got} threads, expected {n}"),
                "the work is not spread as the exercise asks for",
                "how many threads are started, and what does each of them do?",
            ));
        }
    }
}

fn too_few(peak: usize, n: usize) -> Finding {
    finding(
        Kind::NotConcurrent,
        format!("at most {peak} of {n} calls were under way at once"),
        "calls that could overlap wait for each other",
        "what is started only after something else was awaited?",
    )
}

/// The kind follows from how many calls overlapped, and had to.
fn other_order(got: &[String], want: &[&str]) -> Finding {
    let (seen, expected) = (
        overlap(got.iter().map(String::as_str)),
        overlap(want.iter().copied()),
    );
    let kind = match seen.cmp(&expected) {
        std::cmp::Ordering::Less => Kind::NotConcurrent,
        std::cmp::Ordering::Equal => Kind::WrongResult,
        std::cmp::Ordering::Greater => Kind::TooConcurrent,
    };
    let same = got.iter().zip(want).take_while(|(a, b)| a == *b).count();
    let at =
        |line: Option<&str>| line.map_or("nothing more".to_owned(), |line| format!("`{line}`"));
    finding(
        kind,
        format!(
            "{} happened: {}; expected {} there",
            if same == 0 {
                "this".to_owned()
            } else {
                format!("after {}", list(&want[..same]))
            },
            at(got.get(same).map(String::as_str)),
            at(want.get(same).copied()),
        ),
        "things happen in another order than the exercise asks for",
        "what has to be over before the next thing starts?",
    )
}

/// The most calls under way at once, from the lines of a journal.
fn overlap<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let (mut now, mut peak) = (0_usize, 0);
    for line in lines {
        if line.starts_with("start ") {
            now += 1;
        } else {
            now = now.saturating_sub(1);
        }
        peak = peak.max(now);
    }
    peak
}

fn call(journal: &Journal, item: &str) -> CallRecord {
    let calls = journal.calls();
    let found = calls.into_iter().find(|call| call.item == item);
    found.unwrap_or_else(|| {
        refuse(finding(
            Kind::NotConcurrent,
            format!("`{item}` was never started"),
            "it has to be under way while the others are",
            "what is started only after something else was awaited?",
        ))
    })
}

fn ended(call: &CallRecord) -> String {
    let at = call.end.unwrap_or_default().as_millis();
    match call.how {
        End::Finished => format!("ran to its end at {at} ms"),
        End::Cancelled => format!("was dropped at {at} ms"),
        End::Panicked => format!("panicked at {at} ms"),
        End::Open => "is still under way".to_owned(),
    }
}

fn list<S: AsRef<str>>(items: &[S]) -> String {
    const MOST: usize = 12;
    let shown: Vec<&str> = items.iter().map(AsRef::as_ref).take(MOST).collect();
    match (items.len(), shown.join(", ")) {
        (0, _) => "none".to_owned(),
        (count, shown) if count > MOST => format!("{shown} and {} more", count - MOST),
        (_, shown) => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Work;
    use crate::refusal::{accepts, refuses};
    use crate::virtual_time;
    use lab::ms;

    #[test]
    fn the_peak_is_bounded_on_both_sides() {
        let work = Work::new();
        let (a, b) = (work.begin("a"), work.begin("b"));
        a.finish();
        b.finish();
        accepts(|| work.peak_is(2));
        refuses(Kind::NotConcurrent, "at most 2 of 3", || work.peak_is(3));
        refuses(Kind::TooConcurrent, "the limit is 1", || work.peak_is(1));
    }

    #[test]
    fn a_call_out_of_order_is_named() {
        let work = Work::new();
        work.mark("b");
        work.mark("a");
        refuses(
            Kind::WrongResult,
            "this happened: `start b`; expected `start a`",
            || {
                work.happened(&["start a", "end a", "start b", "end b"]);
            },
        );
        refuses(
            Kind::WrongResult,
            "these calls were made: b, a; expected: a, b",
            || {
                work.calls_are(&["a", "b"]);
            },
        );
    }

    #[test]
    fn work_that_runs_on_is_not_dropped() {
        refuses(Kind::Leaks, "`slow` ran to its end at 100 ms", || {
            virtual_time(async |_| {
                let work = Work::new();
                work.takes("slow", ms(100)).await;
                work.dropped_at("slow", ms(20));
            });
        });
        accepts(|| {
            virtual_time(async |_| {
                let work = Work::new();
                let slow = work.takes("slow", ms(100));
                assert!(tokio::time::timeout(ms(20), slow).await.is_err());
                work.all_ended();
            });
        });
    }
}
