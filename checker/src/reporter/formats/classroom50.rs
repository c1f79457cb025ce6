//! Classroom 50's `result.json`, `classroom50/result/v1`.

use super::Options;
use super::changes;
use super::details;
use super::number::whole;
use super::words::{clip, one_line};
use crate::reporter::json::{ExerciseReport, Report, Status};
use anyhow::bail;
use serde::Serialize;

/// Of one message; the platform shows no more.
const MOST_CHARACTERS: usize = 2_000;

#[derive(Debug, Serialize)]
struct Outcome<'o> {
    schema: &'static str,
    classroom: &'o str,
    assignment: &'o str,
    assignment_type: &'o str,
    owner: &'o str,
    submission: &'o str,
    commit: &'o str,
    release: &'o str,
    review: &'o str,
    datetime: &'o str,
    graded_at: &'o str,
    score: u64,
    #[serde(rename = "max-score")]
    max_score: u64,
    tests: Vec<Test>,
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted_by: Option<Person<'o>>,
}

/// An exercise: its points are whole, those of its tests need not be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Test {
    test_name: String,
    passed: bool,
    score: u64,
    max_score: u64,
    status: Status,
    message: String,
    duration_ms: u64,
}

#[derive(Debug, Serialize)]
struct Person<'o> {
    username: &'o str,
    id: Option<u64>,
}

/// `report` as Classroom 50 reads it. The platform says by variables of the
/// environment what was handed in.
pub(super) fn classroom50(report: &Report, options: &Options) -> anyhow::Result<String> {
    if let Some(trouble) = report.no_score() {
        // A result that is not written is an error of the autograder there, and
        // one that is written is a grade.
        bail!("there is nothing to write for classroom50: {trouble}");
    }
    let need = |name: &str| match options.variable(name) {
        Some(value) => Ok(value),
        None => bail!(
            "the format `classroom50` needs the variable `{name}`, which the platform's runner \
             sets; run it in a workflow of Classroom 50"
        ),
    };
    let commit = need("COMMIT_URL")?;
    let tests: Vec<_> = report
        .exercises
        .iter()
        .filter(|exercise| exercise.status != Status::Skipped)
        .map(test)
        .collect();
    let outcome = Outcome {
        schema: "classroom50/result/v1",
        classroom: need("CLASSROOM")?,
        assignment: need("ASSIGNMENT")?,
        assignment_type: match options.variable("ASSIGNMENT_TYPE") {
            Some("group") => "group",
            Some(_) | None => "individual",
        },
        owner: options
            .variable("OWNER")
            .map_or_else(|| need("USERNAME"), Ok)?,
        submission: need("SUBMISSION_TAG")?,
        commit,
        release: need("RELEASE_URL")?,
        review: options.variable("REVIEW_URL").unwrap_or(commit),
        datetime: handed_in(report),
        graded_at: &report.finished_at,
        score: tests.iter().map(|test| test.score).sum(),
        max_score: tests.iter().map(|test| test.max_score).sum(),
        tests,
        submitted_by: options.variable("GITHUB_ACTOR").map(|username| Person {
            username,
            id: options
                .variable("GITHUB_ACTOR_ID")
                .and_then(|id| id.parse().ok()),
        }),
    };
    Ok(serde_json::to_string_pretty(&outcome)? + "\n")
}

fn test(exercise: &ExerciseReport) -> Test {
    let (score, max_score) = whole(exercise.earned(), exercise.max_points);
    let passed = exercise.status == Status::Pass;
    let message = match passed {
        true => clip(&changes::lines(exercise).join("\n"), MOST_CHARACTERS),
        false => clip(&details::exercise(exercise), MOST_CHARACTERS),
    };
    Test {
        test_name: one_line(&exercise.id),
        passed,
        score,
        max_score,
        status: exercise.status,
        message,
        duration_ms: exercise.duration_ms,
    }
}

/// When it was handed in, where somebody says so in the one form that the
/// platform takes; else when it was graded.
fn handed_in(report: &Report) -> &str {
    let said = report.submission.as_ref();
    let said = said.and_then(|submission| submission.submitted_at.as_deref());
    let form = "0000-00-00T00:00:00Z";
    let fits = |said: &&str| {
        said.len() == form.len()
            && said.chars().zip(form.chars()).all(|(c, form)| match form {
                '0' => c.is_ascii_digit(),
                form => c == form,
            })
    };
    said.filter(fits).unwrap_or(&report.finished_at)
}
