//! What came of all runs, for programs: `workbook/stress/v1`. Fields are only
//! ever added.

use super::run::Report;
use super::tally::FalseVerdict;
use super::text;
use crate::command::dev::rounds::Row;
use crate::command::dev::selection::shown;
use crate::command::dev::trial::{Expect, Unexpected};
use crate::course::Course;
use report::{Finding, Kind};
use serde::Serialize;
use std::time::Duration;

/// The whole document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    /// `workbook/stress/v1`.
    schema: &'static str,
    /// The course's id.
    course: String,
    /// What all seeds were drawn from.
    seed: u64,
    rounds: usize,
    answers: usize,
    /// Whether everything was run.
    complete: bool,
    duration_ms: u64,
    settings: Vec<SettingReport>,
    false_verdicts: Vec<FalseReport>,
    /// Tests of right answers.
    tests: Vec<TestTimes>,
    /// Tests of wrong answers that only the deadline ended.
    ended_at_deadline: Vec<LateReport>,
}

#[derive(Debug, Serialize)]
struct SettingReport {
    setting: &'static str,
    /// Busy processes beside the tests.
    busy: usize,
    /// How many answers ran at the same time.
    jobs: usize,
    runs: usize,
    false_verdicts: usize,
    /// Why it was left out, if it was.
    skipped: Option<String>,
}

#[derive(Debug, Serialize)]
struct FalseReport {
    exercise: String,
    answer: String,
    setting: &'static str,
    /// `right-refused`, `wrong-passed` or `other-reason`.
    what: &'static str,
    /// `pass`, or the finding that the answer is filed with.
    expected: &'static str,
    /// `pass`, or the finding that came.
    came: &'static str,
    /// In how many rounds.
    times: usize,
    /// The first of them.
    rounds: Vec<Round>,
    test: Option<String>,
    finding: Option<Finding>,
    /// The command that does it again, in the course's folder.
    repeat: String,
}

#[derive(Debug, Serialize)]
struct Round {
    round: usize,
    seed: u64,
}

#[derive(Debug, Serialize)]
struct TestTimes {
    exercise: String,
    test: String,
    setting: &'static str,
    runs: usize,
    median_ms: f64,
    slowest_ms: f64,
    deadline_ms: f64,
}

#[derive(Debug, Serialize)]
struct LateReport {
    exercise: String,
    answer: String,
    test: String,
    times: usize,
}

/// Put the document together.
pub(super) fn document(report: &Report<'_>, course: &Course) -> Document {
    let false_verdicts = report.tally.false_verdicts();
    let late = report.tally.late().map(|(late, times)| LateReport {
        exercise: course.exercises[late.exercise].name.to_string(),
        answer: shown(course, &late.file).to_string(),
        test: late.test.clone(),
        times,
    });
    Document {
        schema: "workbook/stress/v1",
        course: course.id.clone(),
        seed: report.plan.seed,
        rounds: report.plan.rounds,
        answers: report.answers,
        complete: report.complete,
        duration_ms: u64::try_from(report.took.as_millis()).unwrap_or(u64::MAX),
        settings: settings(report),
        false_verdicts: false_verdicts
            .into_iter()
            .map(|one| false_report(one, report, course))
            .collect(),
        tests: report.rows.iter().map(|row| times(row, course)).collect(),
        ended_at_deadline: late.collect(),
    }
}

fn settings(report: &Report<'_>) -> Vec<SettingReport> {
    let run = report.plan.settings.iter().map(|setting| {
        let counts = report.tally.counts(*setting);
        SettingReport {
            setting: setting.id(),
            busy: report.plan.busy_in(*setting),
            jobs: report.plan.jobs(*setting),
            runs: counts.runs,
            false_verdicts: counts.false_verdicts,
            skipped: None,
        }
    });
    let skipped = report.skipped.iter().map(|(setting, why)| SettingReport {
        setting: setting.id(),
        busy: 0,
        jobs: 0,
        runs: 0,
        false_verdicts: 0,
        skipped: Some(why.clone()),
    });
    run.chain(skipped).collect()
}

fn false_report(one: &FalseVerdict, report: &Report<'_>, course: &Course) -> FalseReport {
    let rounds = one.rounds.iter();
    FalseReport {
        exercise: course.exercises[one.exercise].name.to_string(),
        answer: shown(course, &one.file).to_string(),
        setting: one.setting.id(),
        what: match one.what {
            Unexpected::RightRefused => "right-refused",
            Unexpected::WrongPassed(_) | Unexpected::PassesAsShipped => "wrong-passed",
            Unexpected::OtherReason(_) => "other-reason",
        },
        expected: match one.expect {
            Expect::CleanPass | Expect::Pass => "pass",
            Expect::AnyRefusal => "refusal",
            Expect::Refusal(kind) => kind.name(),
        },
        came: one.came.map_or("pass", Kind::name),
        times: one.times,
        rounds: rounds
            .map(|(round, seed)| Round {
                round: *round,
                seed: *seed,
            })
            .collect(),
        test: one.test.clone(),
        finding: one.finding.clone(),
        repeat: text::repeat(one, report, course),
    }
}

fn times(row: &Row, course: &Course) -> TestTimes {
    TestTimes {
        exercise: course.exercises[row.exercise].name.to_string(),
        test: row.test.clone(),
        setting: row.setting.id(),
        runs: row.runs,
        median_ms: ms(row.median),
        slowest_ms: ms(row.slowest),
        deadline_ms: ms(row.deadline),
    }
}

/// To a hundredth.
fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e5).round() / 1e2
}
