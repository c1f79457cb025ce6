//! The findings that the checker itself words: what was observed, what it
//! means, where to look.

use crate::process::{Snapshot, ThreadState};
use crate::verdict::{Diagnostic, Level};
use report::{End, Finding, Kind, Spans};
use std::time::Duration;

/// Whoever runs, or is ready to run, for more than this share of the time does
/// not just wait.
const SPINNING: f64 = 0.5;

fn finding(
    kind: Kind,
    observed: impl Into<String>,
    meaning: impl Into<String>,
    look_at: &str,
) -> Finding {
    Finding {
        kind,
        observed: observed.into(),
        meaning: meaning.into(),
        look_at: look_at.to_owned(),
        location: None,
    }
}

/// The answer does not compile; the diagnostics say why.
#[must_use]
pub fn does_not_compile(diagnostics: &[Diagnostic]) -> Finding {
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error)
        .collect();
    let first = errors.first();
    let count = if errors.len() == 1 {
        "1 error".to_owned()
    } else {
        format!("{} errors", errors.len())
    };
    let message = first.map_or("", |error| &error.message);
    let mut found = finding(
        Kind::DoesNotCompile,
        format!("The compiler found {count}: {message}"),
        "Nothing was run.",
        "Start with the first error; later ones often follow from it.",
    );
    found.location = first.and_then(|error| error.location.clone());
    found
}

/// The answer compiles, the hidden test that calls it does not.
#[must_use]
pub fn does_not_fit(diagnostics: &[Diagnostic]) -> Finding {
    let message = diagnostics
        .first()
        .map_or("", |diagnostic| &diagnostic.message);
    finding(
        Kind::DoesNotCompile,
        format!("The file compiles, but the test cannot call it: {message}"),
        "A name, a parameter or a return type is not what the exercise asks for.",
        "Compare the signatures with those in the exercise as it was shipped.",
    )
}

/// The compiler died or was stopped.
#[must_use]
pub fn hard_on_the_compiler(why: &str) -> Finding {
    finding(
        Kind::DoesNotCompile,
        why,
        "The file is harder on the compiler than any answer has to be.",
        "Look for constants, macros or types that grow without end.",
    )
}

/// A warning in an exercise in which lints count.
pub(super) fn lint(diagnostic: &Diagnostic) -> Finding {
    let mut found = finding(
        Kind::Forbidden,
        format!("The tests pass, but a lint fires: {}", diagnostic.message),
        "In this exercise lints count.",
        "The message names a better way to write it.",
    );
    found.location.clone_from(&diagnostic.location);
    found
}

/// Nothing was expected, so nothing can have passed.
pub(super) fn no_tests() -> Finding {
    finding(
        Kind::TestsMissing,
        "The file has no tests.",
        "There is nothing that could show that the answer is right.",
        "Bring back the tests of the exercise as it was shipped.",
    )
}

/// Expected, run, and silent.
pub(super) fn tests_missing(names: &[&str]) -> Finding {
    finding(
        Kind::TestsMissing,
        format!("No result arrived for: {}.", names.join(", ")),
        "A test that does not report has not passed.",
        "Run it again; where it stays so, run `workbook doctor`.",
    )
}

/// The harness says that it failed and nothing more.
pub(super) fn failed() -> Finding {
    finding(
        Kind::WrongResult,
        "A test does not pass.",
        "The answer does something else than the exercise asks for.",
        "Read what the exercise promises, sentence by sentence.",
    )
}

/// `main` came to a bad end.
pub(super) fn main_failed(code: i32, errors: &str) -> Finding {
    let said = errors
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or("it said nothing");
    finding(
        Kind::Panicked,
        format!("The program ended with code {code}: {said}"),
        "A program that works ends with code 0.",
        "The output below says where it stopped.",
    )
}

/// The process ended before its test.
pub(super) fn exited_early(code: i32) -> Finding {
    finding(
        Kind::ExitedEarly,
        format!("The process ended with code {code} before its test was over."),
        "An exit code says nothing about an answer; only a test that ran to its end does.",
        "Something calls `std::process::exit`, or ends the process in another way.",
    )
}

/// A signal ended it.
pub(super) fn crashed(signal: i32, errors: &str) -> Finding {
    let name = match signal {
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        15 => "SIGTERM",
        _ => "a signal",
    };
    let observed = format!("The process was ended by {name} (signal {signal}).");
    if errors.contains("has overflowed its stack") {
        let meaning = "A thread overflowed its stack: a function calls itself without end, or a value is too large for it.";
        return finding(
            Kind::Crashed,
            observed,
            meaning,
            "Look for recursion that does not come to an end.",
        );
    }
    if errors.contains("memory allocation of") {
        let meaning = "It asked for more memory than there is.";
        return finding(
            Kind::Crashed,
            observed,
            meaning,
            "Look for something that grows without end.",
        );
    }
    let meaning = "It aborted. No destructor ran and no test could report.";
    finding(
        Kind::Crashed,
        observed,
        meaning,
        "Look for `abort`, and for a panic while another panic is under way.",
    )
}

/// It wrote without end.
pub(super) fn floods() -> Finding {
    finding(
        Kind::FloodsOutput,
        "It wrote more than anybody will read, and was stopped.",
        "Something prints in a loop that does not end.",
        "What is the condition under which the loop stops, and who makes it true?",
    )
}

/// It was still running at the deadline.
pub(super) fn hangs(snapshot: Option<&Snapshot>, spans: &Spans, deadline: Duration) -> Finding {
    let limit = deadline.as_secs_f64();
    let open = spans.spans.iter().rev().find(|span| span.how == End::Open);
    let last = open
        .or_else(|| spans.spans.last())
        .map_or_else(String::new, |span| match span.how {
            End::Open => format!(" `{}` had started and had not ended.", span.item),
            End::Finished | End::Cancelled | End::Panicked => {
                format!(" The last thing that was seen to end was `{}`.", span.item)
            }
        });
    let Some(snapshot) = snapshot else {
        return finding(
            Kind::Hangs,
            format!("It was still running after {limit} s.{last}"),
            "Something waits for an event that never comes, or a loop does not end.",
            "Who should wake what waits, and did that one run?",
        );
    };
    let of_the_time = |time: Duration| time.as_secs_f64() / limit.max(f64::MIN_POSITIVE);
    let share = of_the_time(snapshot.cpu);
    let wanted = of_the_time(snapshot.cpu + snapshot.starved);
    let busy: Vec<&str> = named(snapshot, ThreadState::Busy);
    let asleep: Vec<&str> = named(snapshot, ThreadState::Asleep);
    let percent = (share * 100.0).round();
    if wanted > SPINNING {
        let who = if busy.is_empty() {
            String::new()
        } else {
            format!(" (busy: {})", busy.join(", "))
        };
        return finding(
            Kind::Hangs,
            format!(
                "It was still running after {limit} s, with {percent} % of a processor in use{who}.{last}"
            ),
            "It spins: a loop runs without coming nearer to its end.",
            "What would make the loop stop? Does it wait, or does it ask again and again?",
        );
    }
    let threads = if asleep.len() == 1 {
        "1 thread".to_owned()
    } else {
        format!("{} threads", asleep.len())
    };
    finding(
        Kind::Hangs,
        format!(
            "It was still there after {limit} s, with {percent} % of a processor in use and {threads} asleep ({}).{last}",
            asleep.join(", ")
        ),
        "Nothing is running: something waits for an event that never comes. A deadlock, or a channel that nobody closes.",
        "Who holds what the sleeper waits for, and is every sender dropped?",
    )
}

fn named(snapshot: &Snapshot, state: ThreadState) -> Vec<&str> {
    snapshot
        .threads
        .iter()
        .filter(|thread| thread.state == state)
        .map(|thread| thread.name.as_str())
        .collect()
}
