//! What is said where a journal shows something else.

use crate::refusal::{finding, refuse};
use lab::{CallRecord, Journal};
use report::{Count, End, Finding, Kind, only};
use std::time::Duration;

pub(super) fn too_few(peak: usize, n: usize) -> Finding {
    finding(
        Kind::NotConcurrent,
        format!("{} under way at once", only(peak, Count(n, "call"))),
        "calls that could overlap wait for each other",
        "what is started only after something else was awaited?",
    )
}

/// The kind follows from how many calls overlapped, and had to.
pub(super) fn other_order(got: &[String], want: &[&str]) -> Finding {
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

pub(super) fn call(journal: &Journal, item: &str) -> CallRecord {
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

/// A call that was not dropped, or not then.
pub(super) fn dropped_else(item: &str, call: &CallRecord, at: Duration) -> Finding {
    let (kind, meaning) = match (call.how, call.end) {
        (End::Cancelled, Some(end)) if end < at => {
            (Kind::TooEarly, "it was still needed when it was dropped")
        }
        (End::Cancelled, _) => (
            Kind::Late,
            "work that is not needed any more has to stop at once",
        ),
        (End::Finished | End::Panicked | End::Open, _) => (
            Kind::Leaks,
            "work that is not needed any more has to stop at once",
        ),
    };
    finding(
        kind,
        format!(
            "`{item}` {}; nobody needed it after {} ms",
            ended(call),
            at.as_millis()
        ),
        meaning,
        "what happens to a future when nobody polls it, and what when it is dropped?",
    )
}

/// `1 call was`, `3 calls were`
pub(super) fn were(count: usize, what: &str) -> String {
    let verb = if count == 1 { "was" } else { "were" };
    format!("{} {verb}", Count(count, what))
}

pub(super) fn ended(call: &CallRecord) -> String {
    let at = call.end.unwrap_or_default().as_millis();
    match call.how {
        End::Finished => format!("ran to its end at {at} ms"),
        End::Cancelled => format!("was dropped at {at} ms"),
        End::Panicked => format!("panicked at {at} ms"),
        End::Open => "is still under way".to_owned(),
    }
}

pub(super) fn list<S: AsRef<str>>(items: &[S]) -> String {
    const MOST: usize = 12;
    let shown: Vec<&str> = items.iter().map(AsRef::as_ref).take(MOST).collect();
    match (items.len(), shown.join(", ")) {
        (0, _) => "none".to_owned(),
        (count, shown) if count > MOST => format!("{shown} and {} more", count - MOST),
        (_, shown) => shown,
    }
}
