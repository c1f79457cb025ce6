//! Which refusals the answer explains, and which the machine could have brought
//! about as well.

use super::Mode;
use super::made::{Made, Product};
use crate::compile::Cause;
use crate::course::Exercise;
use crate::verdict::{TestEnd, Verdict};
use report::Kind;
use std::io;

/// What a known right answer has to show before a refusal counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// That it can be built.
    Building,
    /// That it runs.
    Running,
}

impl Doubt {
    /// What speaks for the machine in `verdict`; `None` where the answer explains
    /// it.
    ///
    /// For grades that takes more: whatever a test saw of a program that ran, it
    /// saw on this machine. Who learns waits for the verdict, so what a machine
    /// hardly ever brings about is believed.
    pub(super) fn about(
        verdict: &Verdict,
        made: &Made,
        exercise: &Exercise,
        mode: Mode,
    ) -> Option<Self> {
        if verdict.passed() {
            return None;
        }
        match &made.product {
            Product::Refused(_, Cause::Answer) => None,
            Product::Refused(_, Cause::Unclear | Cause::NoSource(_)) => Some(Self::Building),
            Product::Binaries(_) if is_said_by_the_text(verdict) => None,
            // Whoever builds a right answer anew runs the tests in its file too.
            Product::Binaries(_) if own_tests_are_odd(verdict, made) => Some(Self::Building),
            Product::Binaries(_) => match mode {
                Mode::Grading => Some(Self::Running),
                Mode::Learning => is_odd(verdict, exercise).then_some(Self::Running),
            },
        }
    }
}

/// A `todo!()` that was reached, or lints after a pass.
fn is_said_by_the_text(verdict: &Verdict) -> bool {
    let mut findings = verdict.findings.iter();
    verdict.is_unwritten() || findings.all(|finding| finding.kind == Kind::Forbidden)
}

/// Whether it ended in a way that instruments do not speak of, or depends on more
/// of the machine than its processor.
fn is_odd(verdict: &Verdict, exercise: &Exercise) -> bool {
    let mut findings = verdict.findings.iter();
    exercise.needs.words().next().is_some()
        || speaks_of_the_system(verdict)
        || findings.any(|finding| match finding.kind {
            Kind::Hangs | Kind::Crashed | Kind::ExitedEarly | Kind::TestsMissing => true,
            Kind::DoesNotCompile
            | Kind::Forbidden
            | Kind::WrongResult
            | Kind::NotStarted
            | Kind::NotConcurrent
            | Kind::TooConcurrent
            | Kind::Late
            | Kind::TooEarly
            | Kind::WrongThread
            | Kind::DataRace
            | Kind::BlocksRuntime
            | Kind::BusyWaits
            | Kind::Leaks
            | Kind::Panicked
            | Kind::FloodsOutput
            | Kind::OwnTestFails
            | Kind::Flaky => false,
        })
}

/// The same for the tests in the answer's own file.
fn own_tests_are_odd(verdict: &Verdict, made: &Made) -> bool {
    let mut failed = verdict.own_tests.iter().filter(|test| !test.passed());
    matches!(made.own_cause, Some(Cause::Unclear | Cause::NoSource(_)))
        || failed.any(|test| {
            let mut said = test.findings.iter().map(|found| found.observed.as_str());
            matches!(test.end, TestEnd::Ended { .. })
                || is_of_the_system(&test.output)
                || said.any(is_of_the_system)
        })
}

/// Whether an error of the system is spoken of, as Rust words it.
fn speaks_of_the_system(verdict: &Verdict) -> bool {
    texts(verdict).any(is_of_the_system)
}

fn is_of_the_system(text: &str) -> bool {
    text.contains("(os error ") || text.contains("Os { code: ")
}

/// Whether something of the machine was used up when this was judged, or somebody
/// ended a process. Others may have done it, and only in that moment. `more` is
/// what else was said.
pub(super) fn speaks_of_others(verdict: &Verdict, more: &str) -> bool {
    // EAGAIN, ENOMEM, ENFILE, EMFILE, EFBIG, ENOSPC, EDQUOT.
    let errors = [11, 12, 23, 24, 27, 28, 122].map(|code| {
        let said = io::Error::from_raw_os_error(code).to_string();
        let words = said.split(" (os error").next();
        words.unwrap_or_default().to_owned()
    });
    let others = [
        "memory allocation of",
        "signal: 9 (SIGKILL)",
        "unix_wait_status(9)",
    ];
    let is_one = |text: &str| {
        others.iter().any(|words| text.contains(words))
            || errors.iter().any(|words| text.contains(words))
    };
    texts(verdict).chain([more]).any(is_one)
}

/// Whether a signal ended it that no answer sends to itself: somebody else did,
/// such as a system without memory, and nothing is known of the answer.
pub(super) fn was_ended_by_others(verdict: &Verdict, made: &Made) -> bool {
    let tests = verdict.tests.iter().chain(&verdict.own_tests);
    let mut ends = tests.map(|test| match test.end {
        TestEnd::Ended { signal, .. } => signal,
        TestEnd::Reported(_) | TestEnd::NotRun => None,
    });
    let compiler = made.signal;
    ends.any(|signal| signal.is_some_and(is_from_outside)) || compiler.is_some_and(is_from_outside)
}

/// SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGUSR1, SIGUSR2 and SIGTERM. What a program
/// brings upon itself are faults, aborts, and the ends at its limits.
fn is_from_outside(signal: i32) -> bool {
    [1, 2, 3, 9, 10, 12, 15].contains(&signal)
}

fn texts(verdict: &Verdict) -> impl Iterator<Item = &str> {
    let findings = verdict.findings.iter().map(|found| found.observed.as_str());
    let said = verdict.diagnostics.iter().map(|one| one.rendered.as_str());
    let tests = verdict.tests.iter().chain(&verdict.own_tests);
    let failed = tests.filter(|test| !test.passed());
    let output = failed.map(|test| test.output.as_str());
    findings.chain(said).chain(output)
}
