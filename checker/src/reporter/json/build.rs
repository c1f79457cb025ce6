//! From verdicts to the report.

use super::finding::{FindingReport, Place};
use super::layers::{Kept, SealReport};
use super::speed_up::SpeedUp;
use super::timeline::{SpanReport, Timeline};
use super::timestamp::rfc3339;
use super::types::{
    BuildReport, CourseId, DiagnosticReport, Env, ExerciseReport, FileReport, Flag, Report, Status,
    TestReport, Tool, Totals, View,
};
use crate::course::{Course, Exercise, JudgedBy};
use crate::verdict::{
    Diagnostic, Fenced, Flag as Seen, Level, TestEnd, TestReport as Test, Verdict,
};
use report::{Finding, Kind, Location, Network, Outcome, Seal, Spans};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// One exercise with what came of it.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The verdict on all runs together.
    pub verdict: Verdict,
    /// How often it was judged.
    pub runs: usize,
    /// How often it passed.
    pub passed_runs: usize,
    /// Of the file's content.
    pub blake3: Option<String>,
}

/// What is the same for the whole report.
#[derive(Debug, Clone)]
pub struct Run {
    /// When it began.
    pub started: SystemTime,
    /// How long it took.
    pub took: Duration,
    /// Whether everything that was asked for was judged.
    pub complete: bool,
    /// The compiler's version.
    pub rustc: Option<String>,
    /// What deadlines were multiplied by.
    pub timeout_scale: f64,
}

/// Put the report together.
#[must_use]
pub fn report(course: &Course, run: &Run, judged: &[Judged<'_>]) -> Report {
    let exercises = judged.iter().map(|one| exercise_report(one, course));
    assemble(course, run, exercises.collect())
}

/// Put a report together from its exercises. What the checker could not judge
/// adds nothing to the sums.
#[must_use]
pub fn assemble(course: &Course, run: &Run, exercises: Vec<ExerciseReport>) -> Report {
    let judged = || {
        let exercises = exercises.iter();
        exercises.filter(|one| one.status != Status::Infra)
    };
    let sum = |points: fn(&ExerciseReport) -> f64| judged().map(points).sum();
    Report {
        schema: "workbook/report/v1".to_owned(),
        tool: Tool {
            name: "workbook".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        view: View::Full,
        course: CourseId {
            id: course.id.clone(),
            title: course.title.clone(),
        },
        submission: None,
        layers: None,
        env: Env {
            os: std::env::consts::OS.to_owned(),
            arch: std::env::consts::ARCH.to_owned(),
            cpus: std::thread::available_parallelism().map_or(1, usize::from),
            rustc: run.rustc.clone(),
            timeout_scale: run.timeout_scale,
        },
        started_at: rfc3339(run.started),
        finished_at: rfc3339(run.started + run.took),
        duration_ms: millis(run.took),
        complete: run.complete,
        totals: Totals {
            exercises: judged().count(),
            passed: judged().filter(|one| one.status == Status::Pass).count(),
            points: sum(|one| one.points),
            max_points: sum(|one| one.max_points),
        },
        exercises,
        mac: None,
    }
}

/// The report of one exercise, worth what its table in the info file says.
#[must_use]
pub fn exercise_report(judged: &Judged<'_>, course: &Course) -> ExerciseReport {
    let (exercise, verdict) = (judged.exercise, &judged.verdict);
    let max_points = f64::from(exercise.points);
    let lesson = course.lessons.get(exercise.lesson);
    let path = course.shown_path(exercise).display().to_string();
    ExerciseReport {
        id: verdict.exercise.clone(),
        chapter: lesson.map(|lesson| lesson.dir.clone()).unwrap_or_default(),
        status: status(verdict),
        points: if verdict.passed() { max_points } else { 0.0 },
        max_points,
        partial_credit: false,
        overridden: None,
        late: None,
        hidden_tests: exercise.judged_by == JudgedBy::HiddenTest,
        error: None,
        flags: flags(&verdict.flags, course),
        kept: kept(verdict),
        duration_ms: millis(verdict.took),
        runs: judged.runs,
        passed_runs: judged.passed_runs,
        files: vec![FileReport {
            path,
            blake3: judged.blake3.clone(),
        }],
        findings: findings(&verdict.findings, course),
        build: build(verdict, course),
        tests: verdict.tests.iter().map(|one| test(one, course)).collect(),
        own_tests: (verdict.own_tests.iter())
            .map(|one| test(one, course))
            .collect(),
    }
}

/// The report of an exercise on whose answer nothing is known, and why.
#[must_use]
pub fn unjudged(
    exercise: &Exercise,
    course: &Course,
    blake3: Option<String>,
    error: String,
) -> ExerciseReport {
    let lesson = course.lessons.get(exercise.lesson);
    let path = course.shown_path(exercise).display().to_string();
    ExerciseReport {
        id: exercise.name.to_string(),
        chapter: lesson.map(|lesson| lesson.dir.clone()).unwrap_or_default(),
        status: Status::Infra,
        points: 0.0,
        max_points: f64::from(exercise.points),
        partial_credit: false,
        overridden: None,
        late: None,
        hidden_tests: exercise.judged_by == JudgedBy::HiddenTest,
        error: Some(error),
        flags: Vec::new(),
        kept: None,
        duration_ms: 0,
        runs: 0,
        passed_runs: 0,
        files: vec![FileReport { path, blake3 }],
        findings: Vec::new(),
        build: BuildReport {
            status: Status::Skipped,
            diagnostics: Vec::new(),
        },
        tests: Vec::new(),
        own_tests: Vec::new(),
    }
}

/// The weakest of its tests decides.
fn kept(verdict: &Verdict) -> Option<Kept> {
    let fence = verdict.fence.unwrap_or(Fenced {
        landlock: None,
        seccomp: false,
    });
    let ran = verdict
        .tests
        .iter()
        .filter(|test| test.end != TestEnd::NotRun);
    let seals = ran.map(|test| {
        test.seal.unwrap_or(Seal {
            network: Network::Any,
            ..Seal::default()
        })
    });
    let run = seals.reduce(|one, other| Seal {
        landlock: one.landlock.min(other.landlock),
        seccomp: one.seccomp && other.seccomp,
        uid: one.uid.and(other.uid),
        network: one.network.max(other.network),
        witnessed: one.witnessed && other.witnessed,
    });
    (verdict.fence.is_some() || run.is_some()).then_some(Kept {
        compile_landlock: fence.landlock,
        compile_seccomp: fence.seccomp,
        run: run.map(|seal| SealReport {
            landlock: seal.landlock,
            seccomp: seal.seccomp,
            uid: seal.uid,
            network: match seal.network {
                Network::None => "none",
                Network::Loopback => "loopback",
                Network::Any => "any",
            }
            .to_owned(),
            witnessed: seal.witnessed,
        }),
    })
}

/// A pass needs every expected test; a verdict without findings that is not a
/// pass has tests that did not report.
fn status(verdict: &Verdict) -> Status {
    if verdict.passed() {
        return Status::Pass;
    }
    verdict.headline().map_or(Status::Missing, of_kind)
}

fn of_kind(kind: Kind) -> Status {
    match kind {
        Kind::DoesNotCompile => Status::BuildError,
        Kind::Forbidden => Status::Forbidden,
        Kind::Hangs => Status::Timeout,
        Kind::Crashed | Kind::ExitedEarly => Status::Crash,
        Kind::TestsMissing => Status::Missing,
        Kind::Flaky => Status::Flaky,
        Kind::WrongResult
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
        | Kind::OwnTestFails => Status::Fail,
    }
}

fn build(verdict: &Verdict, course: &Course) -> BuildReport {
    let refused = verdict.headline() == Some(Kind::DoesNotCompile)
        || verdict.diagnostics.iter().any(|d| d.level == Level::Error);
    BuildReport {
        status: if refused {
            Status::BuildError
        } else {
            Status::Pass
        },
        diagnostics: verdict
            .diagnostics
            .iter()
            .map(|one| diagnostic(one, course))
            .collect(),
    }
}

fn diagnostic(diagnostic: &Diagnostic, course: &Course) -> DiagnosticReport {
    DiagnosticReport {
        level: diagnostic.level,
        code: diagnostic.code.clone(),
        message: diagnostic.message.clone(),
        location: diagnostic.location.as_ref().map(|at| place(at, course)),
        rendered: console::strip_ansi_codes(&diagnostic.rendered).into_owned(),
    }
}

fn test(test: &Test, course: &Course) -> TestReport {
    let (exit, signal) = match test.end {
        TestEnd::Ended { code, signal } => (code, signal),
        TestEnd::Reported(_) | TestEnd::NotRun => (None, None),
    };
    TestReport {
        name: test.name.clone(),
        status: test_status(test),
        points: 0.0,
        max_points: 0.0,
        // A test that was never started was given nothing.
        seed: (test.attempts > 0).then_some(test.seed),
        attempts: test.attempts,
        duration_ms: millis(test.took),
        exit,
        signal,
        findings: findings(&test.findings, course),
        timeline: (!test.spans.spans.is_empty()).then(|| timeline(&test.spans)),
        speed_up: test.speed_up.as_ref().map(SpeedUp::of),
        notes: test.notes.clone(),
        output: test.output.clone(),
        output_truncated: test.output_cut,
    }
}

fn test_status(test: &Test) -> Status {
    let found = test.findings.first().map(|finding| of_kind(finding.kind));
    match test.end {
        TestEnd::NotRun | TestEnd::Reported(Outcome::Ignored) => Status::Skipped,
        TestEnd::Reported(Outcome::Passed) => found.unwrap_or(Status::Pass),
        TestEnd::Reported(Outcome::Failed) => found.unwrap_or(Status::Fail),
        TestEnd::Ended { .. } => found.unwrap_or(Status::Crash),
    }
}

fn findings(findings: &[Finding], course: &Course) -> Vec<FindingReport> {
    findings
        .iter()
        .map(|finding| FindingReport {
            kind: finding.kind,
            observed: finding.observed.clone(),
            promised: finding.promised.clone(),
            meaning: finding.meaning.clone(),
            look_at: finding.look_at.clone(),
            location: finding.location.as_ref().map(|at| place(at, course)),
        })
        .collect()
}

fn flags(flags: &[Seen], course: &Course) -> Vec<Flag> {
    let flags = flags.iter().map(|flag| Flag {
        what: flag.what.clone(),
        location: flag.location.as_ref().map(|at| place(at, course)),
    });
    flags.collect()
}

fn place(location: &Location, course: &Course) -> Place {
    let file = Path::new(&location.file);
    let file = file.strip_prefix(&course.root).unwrap_or(file);
    Place {
        file: file.display().to_string(),
        line: location.line,
        col: location.column,
    }
}

fn timeline(spans: &Spans) -> Timeline {
    Timeline {
        clock: spans.clock,
        peak: spans.peak(),
        elapsed_us: micros(spans.elapsed()),
        one_after_another_us: micros(spans.one_after_another()),
        spans: spans
            .spans
            .iter()
            .map(|span| SpanReport {
                item: span.item.clone(),
                lane: span.lane.clone(),
                waits: span.waits,
                activity: span.activity,
                start_us: micros(span.start),
                end_us: micros(span.end),
                how: span.how,
            })
            .collect(),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
