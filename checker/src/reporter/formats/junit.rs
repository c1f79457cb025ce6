//! JUnit XML, in the dialect of Jenkins.

use super::details;
use super::number::points;
use super::words::{clean, clip, one_line};
use crate::reporter::json::{ExerciseReport, Place, Report, Status, TestReport};
use anyhow::Context as _;
use quick_junit::{
    FlakyOrRerun, NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestRerun,
    TestSuite, XmlString,
};
use std::time::Duration;

/// Of a text in the document.
const MOST_CHARACTERS: usize = 20_000;

/// Reports with one suite for each exercise.
pub(super) fn junit(reports: &[Report]) -> anyhow::Result<String> {
    let mut document = Document::new("workbook");
    let time = reports.iter().map(|report| report.duration_ms).sum();
    document.set_time(Duration::from_millis(time));
    for report in reports {
        for exercise in &report.exercises {
            document.add_test_suite(suite(report, exercise, reports.len() > 1));
        }
    }
    let text = document.to_string();
    text.context("failed to write the report as JUnit XML")
}

fn suite(report: &Report, exercise: &ExerciseReport, several: bool) -> TestSuite {
    let submission = report.submission.as_ref().map(|one| one.id.as_str());
    let mut name = match exercise.chapter.is_empty() {
        true => one_line(&exercise.id),
        false => one_line(&format!("{}::{}", exercise.chapter, exercise.id)),
    };
    if let Some(id) = submission.filter(|_| several) {
        name = format!("{}::{name}", one_line(id));
    }
    let mut suite = TestSuite::new(&name);
    suite.set_time(Duration::from_millis(exercise.duration_ms));
    let stamp = ("timestamp".into(), one_line(&report.started_at).into());
    suite.extra.extend([stamp]);
    let mut property = |name: &str, value: &str| {
        suite.add_property((name, value));
    };
    property("status", exercise.status.name());
    property("points", &points(exercise.earned()));
    property("max_points", &points(exercise.max_points));
    if let Some(set) = &exercise.overridden {
        property("judged_points", &points(set.judged_points));
        property("override_reason", &one_line(&set.reason));
    }
    if let Some(late) = &exercise.late {
        property("late_seconds", &late.seconds.to_string());
        property("points_before_late", &points(late.points_before));
        property("late_taken", &points(late.taken));
        property("late_rule", &one_line(&late.rule));
    }
    if let Some(id) = submission {
        property("submission", &one_line(id));
    }
    let own = whole(exercise).map(|status| {
        let mut case = TestCase::new(stage(exercise.status), status);
        case.set_time(Duration::from_millis(exercise.duration_ms));
        case
    });
    let places = own
        .iter()
        .map(|_| exercise.located().and_then(|f| f.location.as_ref()));
    let places = places.chain(exercise.all_tests().map(place_of));
    let places: Vec<_> = places.collect();
    let cases = own.into_iter().chain(exercise.all_tests().map(case));
    for (mut case, place) in cases.zip(places) {
        case.set_classname(&name);
        let file = exercise.files.first().map(|file| file.path.as_str());
        if let Some(file) = place.map(|place| place.file.as_str()).or(file) {
            case.extra.insert("file".into(), one_line(file).into());
        }
        if let Some(place) = place {
            case.extra
                .insert("line".into(), place.line.to_string().into());
        }
        suite.add_test_case(case);
    }
    suite
}

/// A case for the exercise as a whole, where no test says what it came to: an
/// exercise that did not pass is never a list of passes.
fn whole(exercise: &ExerciseReport) -> Option<TestCaseStatus> {
    let said = |test: &TestReport| test.status == exercise.status;
    let by_test = exercise.all_tests().any(said);
    if exercise.status == Status::Pass || (by_test && exercise.status != Status::Flaky) {
        return None;
    }
    let text = details::exercise(exercise);
    let mut status = of(exercise.status, &message_of(exercise), &text);
    if exercise.status == Status::Flaky {
        let failed = exercise.runs.saturating_sub(exercise.passed_runs);
        let reruns = (0..failed.clamp(1, 20)).map(|_| {
            let mut rerun = TestRerun::new(NonSuccessKind::Failure);
            rerun.set_type("test failure");
            rerun.set_message(details::headline(exercise));
            rerun
        });
        status.add_reruns(reruns);
        status.set_rerun_kind(FlakyOrRerun::Flaky);
    }
    Some(status)
}

/// What a case for the exercise as a whole is called.
fn stage(status: Status) -> &'static str {
    match status {
        Status::BuildError => "build",
        Status::Forbidden => "policy",
        Status::Flaky => "every_run",
        Status::Missing => "all_tests",
        Status::NotSubmitted => "handed_in",
        Status::Infra => "checker",
        Status::Pass | Status::Fail | Status::Timeout | Status::Crash | Status::Skipped => {
            "exercise"
        }
    }
}

fn message_of(exercise: &ExerciseReport) -> String {
    let first = exercise.findings.first();
    let seen = first.map(|finding| finding.observed.as_str());
    let error = details::diagnostics(exercise).next();
    let refused = error.filter(|_| exercise.status == Status::BuildError);
    let refused = refused.map(|error| error.message.as_str());
    let seen = exercise.error.as_deref().or(refused).or(seen);
    message(&details::headline(exercise), seen)
}

/// `not concurrent: the second request started when the first had ended`
fn message(title: &str, seen: Option<&str>) -> String {
    match seen.map(one_line).filter(|seen| !seen.is_empty()) {
        Some(seen) => clip(&format!("{title}: {seen}"), 500),
        None => title.to_owned(),
    }
}

fn case(test: &TestReport) -> TestCase {
    let seen = test
        .findings
        .first()
        .map(|finding| finding.observed.as_str());
    let message = message(&details::test_headline(test), seen);
    let status = of(test.status, &message, &details::test(test));
    let mut case = TestCase::new(one_line(&test.name), status);
    case.set_time(Duration::from_millis(test.duration_ms));
    if let Some(output) = details::output(test, MOST_CHARACTERS) {
        case.set_system_out(output);
    }
    case
}

fn place_of(test: &TestReport) -> Option<&Place> {
    test.findings.iter().find_map(|one| one.location.as_ref())
}

fn of(status: Status, message: &str, text: &str) -> TestCaseStatus {
    let (kind, ty) = match status {
        Status::Pass => return TestCaseStatus::success(),
        Status::Skipped => return TestCaseStatus::skipped(),
        Status::Fail | Status::NotSubmitted => (NonSuccessKind::Failure, "test failure"),
        Status::Timeout => (NonSuccessKind::Failure, "test timeout"),
        Status::Crash => (NonSuccessKind::Failure, "test abort"),
        Status::Flaky => (NonSuccessKind::Failure, "flaky"),
        Status::Forbidden => (NonSuccessKind::Failure, "policy"),
        Status::BuildError => (NonSuccessKind::Error, "build failure"),
        Status::Missing => (NonSuccessKind::Error, "test missing"),
        Status::Infra => (NonSuccessKind::Error, "checker failure"),
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(ty).set_message(one_line(message));
    status.set_description(XmlString::new(clip(&clean(text), MOST_CHARACTERS)));
    status
}
