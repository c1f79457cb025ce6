//! The findings that the checker itself words: what was observed, what it
//! means, where to look.

use crate::process::{Ended, How, Snapshot, ThreadState};
use crate::screen::Refusal;
use crate::verdict::{Diagnostic, Level, MISFIT};
use report::{End, Finding, Kind, Location, Spans};
use std::time::Duration;

/// Whoever runs, or is ready to run, for more than this share of the time does
/// not just wait.
const SPINNING: f64 = 0.5;

/// Beside an error that a file is refused with.
pub(super) const NO_FILES: &str = "this exercise needs no files, so its tests may not open any: \
    that is what the error about permissions comes from";

fn finding(
    kind: Kind,
    observed: impl Into<String>,
    meaning: impl Into<String>,
    look_at: &str,
) -> Finding {
    Finding {
        kind,
        observed: observed.into(),
        promised: None,
        meaning: meaning.into(),
        look_at: look_at.to_owned(),
        location: None,
    }
}

/// Something is not written yet.
pub(super) fn unwritten(observed: String) -> Finding {
    let meaning = "there is nothing to judge until something is written there";
    finding(Kind::Panicked, observed, meaning, "")
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
        format!("the compiler found {count}: {message}"),
        "nothing was run",
        "start with the first error; later ones often follow from it",
    );
    found.location = first.and_then(|error| error.location.clone());
    found
}

/// The answer compiles, the tests in its own file do not.
#[must_use]
pub fn own_tests_do_not_compile(diagnostics: &[Diagnostic]) -> Finding {
    let found = does_not_compile(diagnostics);
    Finding {
        kind: Kind::OwnTestFails,
        observed: format!("the tests in the file do not compile: {}", found.observed),
        meaning: "the answer does; its own tests were not run".to_owned(),
        ..found
    }
}

/// The same, where they were too much for the compiler.
#[must_use]
pub fn own_tests_are_hard_on_the_compiler(ended: &Ended) -> Finding {
    let found = hard_on_the_compiler(ended);
    Finding {
        kind: Kind::OwnTestFails,
        observed: format!("the tests in the file do not compile: {}", found.observed),
        ..found
    }
}

/// The answer compiles, the hidden test that calls it does not.
#[must_use]
pub fn does_not_fit(diagnostics: &[Diagnostic]) -> Finding {
    let message = diagnostics
        .first()
        .map_or("", |diagnostic| &diagnostic.message);
    finding(
        Kind::DoesNotCompile,
        format!("{MISFIT}: {message}"),
        "a name, a parameter or a return type is not what the exercise asks for",
        "compare the signatures with those in the exercise as it was shipped",
    )
}

/// The compiler was stopped at a limit, or died.
#[must_use]
pub fn hard_on_the_compiler(ended: &Ended) -> Finding {
    let said = ended.stderr.text();
    let is_memory = ["out of memory", "memory allocation of"];
    let observed = match &ended.how {
        How::Deadline(_) => {
            let limit = ended.took.as_secs();
            format!("the compiler was still busy after {limit} s and was stopped")
        }
        How::Flood => "the compiler wrote more than anybody can read".to_owned(),
        How::Exited {
            signal: Some(XCPU), ..
        } => "the compiler used all the time of the processor that it gets, and was stopped"
            .to_owned(),
        How::Exited {
            signal: Some(XFSZ), ..
        } => "the compiler began to write a file larger than any answer makes it, and was stopped"
            .to_owned(),
        How::Exited {
            signal: Some(_), ..
        } if is_memory.iter().any(|words| said.contains(words)) => {
            "the compiler used all the memory that it gets".to_owned()
        }
        How::Exited {
            signal: Some(signal),
            ..
        } => format!(
            "the compiler was ended by {} (signal {signal})",
            name(*signal)
        ),
        How::Exited { .. } | How::Overfull | How::Cancelled => "the compiler broke down".to_owned(),
    };
    finding(
        Kind::DoesNotCompile,
        observed,
        "the file is harder on the compiler than any answer has to be",
        "look for constants, macros, types or expressions that grow without end",
    )
}

/// What the screen found: the answer was not compiled.
#[must_use]
pub fn forbidden(refusal: &Refusal, file: &str) -> Finding {
    let mut found = finding(
        Kind::Forbidden,
        format!("the file uses {}, and was not compiled", refusal.what),
        refusal.why,
        refusal.instead,
    );
    found.location = Some(Location {
        file: file.to_owned(),
        line: refusal.line,
        column: refusal.column,
    });
    found
}

/// A submission that is no text of an answer.
#[must_use]
pub fn unreadable(why: &str) -> Finding {
    finding(
        Kind::Forbidden,
        format!("the file was not looked at: {why}"),
        "an answer is a text in UTF-8 that people can read",
        "save it again with a plain editor, or begin anew with the exercise as it was shipped",
    )
}

/// A warning in an exercise in which lints count.
pub(super) fn lint(diagnostic: &Diagnostic) -> Finding {
    let mut found = finding(
        Kind::Forbidden,
        format!("the tests pass, but a lint fires: {}", diagnostic.message),
        "in this exercise lints count",
        "the message names a better way to write it",
    );
    found.location.clone_from(&diagnostic.location);
    found
}

/// Nothing was expected, so nothing can have passed.
pub(super) fn no_tests() -> Finding {
    finding(
        Kind::TestsMissing,
        "the file has no tests",
        "there is nothing that could show that the answer is right",
        "bring back the tests of the exercise as it was shipped",
    )
}

/// Expected, run, and silent.
pub(super) fn tests_missing(names: &[&str]) -> Finding {
    finding(
        Kind::TestsMissing,
        format!("no result arrived for: {}", names.join(", ")),
        "a test that does not report has not passed",
        "run it again; where it stays so, run `workbook doctor`",
    )
}

/// The harness says that it failed and nothing more.
pub(super) fn failed() -> Finding {
    finding(
        Kind::WrongResult,
        "a test does not pass",
        "the answer does something else than the exercise asks for",
        "read what the exercise promises, sentence by sentence",
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
        format!("the program ended with code {code}: {said}"),
        "a program that works ends with code 0",
        "the output below says where it stopped",
    )
}

/// The process ended before its test.
pub(super) fn exited_early(code: i32) -> Finding {
    finding(
        Kind::ExitedEarly,
        format!("the process ended with code {code} before its test was over"),
        "an exit code says nothing about an answer; only a test that ran to its end does",
        "something calls `std::process::exit`, or ends the process in another way",
    )
}

/// A limit on processor time was reached.
const XCPU: i32 = 24;
/// A limit on the size of a file was reached.
const XFSZ: i32 = 25;

fn name(signal: i32) -> &'static str {
    match signal {
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        15 => "SIGTERM",
        _ => "a signal",
    }
}

/// A signal ended it.
pub(super) fn crashed(signal: i32, errors: &str) -> Finding {
    let observed = format!(
        "the process was ended by {} (signal {signal})",
        name(signal)
    );
    if errors.contains("has overflowed its stack") {
        let meaning = "a thread overflowed its stack: a function calls itself without end, or a value is too large for it";
        return finding(
            Kind::Crashed,
            observed,
            meaning,
            "look for recursion that does not come to an end",
        );
    }
    if errors.contains("memory allocation of") {
        let meaning = "it asked for more memory than there is";
        return finding(
            Kind::Crashed,
            observed,
            meaning,
            "look for something that grows without end",
        );
    }
    let meaning = "it aborted; no destructor ran and no test could report";
    finding(
        Kind::Crashed,
        observed,
        meaning,
        "look for `abort`, and for a panic while another panic is under way",
    )
}

/// It wrote without end.
pub(super) fn floods() -> Finding {
    finding(
        Kind::FloodsOutput,
        "it wrote more than anybody will read, and was stopped",
        "something prints in a loop that does not end",
        "what is the condition under which the loop stops, and who makes it true?",
    )
}

/// It was stopped because of what it left in its folder.
pub(super) fn fills_its_folder() -> Finding {
    let (mebibytes, entries) = (seal::MOST_BYTES >> 20, seal::MOST_ENTRIES);
    finding(
        Kind::FloodsOutput,
        format!(
            "it wrote more than {mebibytes} MiB or {entries} files and folders, or folders \
             that lie too deep in each other, and was stopped"
        ),
        "something writes in a loop that does not end",
        "what is the condition under which the loop stops, and who makes it true?",
    )
}

/// It was still running at the deadline.
pub(super) fn hangs(snapshot: Option<&Snapshot>, spans: &Spans, deadline: Duration) -> Finding {
    let limit = deadline.as_secs_f64();
    let open = spans.spans.iter().rev().find(|span| span.how == End::Open);
    let last = open
        .or_else(|| spans.spans.last())
        .map_or_else(String::new, |span| match span.how {
            End::Open => format!("; `{}` had started and had not ended", span.item),
            End::Finished | End::Cancelled | End::Panicked => {
                format!("; the last thing that was seen to end was `{}`", span.item)
            }
        });
    let Some(snapshot) = snapshot else {
        return finding(
            Kind::Hangs,
            format!("it was still running after {limit} s{last}"),
            "something waits for an event that never comes, or a loop does not end",
            "who should wake what waits, and did that one run?",
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
                "it was still running after {limit} s, with {percent} % of a processor in use{who}{last}"
            ),
            "it spins: a loop runs without coming nearer to its end",
            "what would make the loop stop? Does it wait, or does it ask again and again?",
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
            "it was still there after {limit} s, with {percent} % of a processor in use and {threads} asleep ({}){last}",
            asleep.join(", ")
        ),
        "nothing is running; something waits for an event that never comes: a deadlock, or a channel that nobody closes",
        "who holds what the sleeper waits for, and is every sender dropped?",
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
