//! What is said where a journal shows something else.

use crate::refusal::{finding, refuse};
use lab::{CallRecord, Journal};
use report::{End, Finding, Kind};

pub(super) fn too_few(peak: usize, n: usize) -> Finding {
    finding(
        Kind::NotConcurrent,
        format!("at most {peak} of {n} calls were under way at once"),
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
