//! Gradescope's `results.json`.

use super::details;
use super::number::number;
use super::row::{Row, rows};
use super::words::{clip, within};
use crate::reporter::json::{Report, Status};
use serde::Serialize;
use serde_json::{Number, Value, json};

/// Larger files are slow to show; there is no written limit.
const MOST_BYTES: usize = 1_000_000;

/// Without a score, Gradescope says that the autograder failed, and nothing is
/// published.
#[derive(Debug, Serialize)]
struct Results {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    execution_time: Number,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    tests: Vec<Test>,
    extra_data: Value,
}

#[derive(Debug, Serialize)]
struct Test {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    name: String,
    number: String,
    output: String,
    tags: Vec<String>,
    extra_data: Value,
}

/// `report` as Gradescope reads it.
pub(super) fn gradescope(report: &Report) -> anyhow::Result<String> {
    let mut result = Ok(String::new());
    let text = within(MOST_BYTES, |most| {
        match serde_json::to_string_pretty(&results(report, most)) {
            Ok(text) => text + "\n",
            Err(error) => {
                result = Err(error.into());
                String::new()
            }
        }
    });
    result.map(|_| text)
}

fn results(report: &Report, most: usize) -> Results {
    let (points, _) = report.score();
    let trouble = report.no_score();
    let seconds = std::time::Duration::from_millis(report.duration_ms).as_secs_f64();
    Results {
        score: trouble.is_none().then(|| number(points)),
        execution_time: number(seconds),
        output: trouble.clone().unwrap_or_default(),
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        visibility: "visible",
        stdout_visibility: "hidden",
        tests: rows(report)
            .iter()
            .map(|row| test(row, trouble.is_none(), most))
            .collect(),
        extra_data: json!({ "schema": report.schema, "tool": report.tool }),
    }
}

fn test(row: &Row<'_>, scored: bool, most: usize) -> Test {
    let scored = scored && row.status() != Status::Skipped;
    let output = match row.test {
        Some(test) => details::test(test),
        None => details::exercise(row.exercise),
    };
    let kinds = row.exercise.findings.iter();
    let mut tags: Vec<_> = kinds.map(|finding| finding.kind.to_string()).collect();
    tags.dedup();
    Test {
        score: scored.then(|| number(row.points())),
        max_score: scored.then(|| number(row.max_points())),
        status: status(row.status()),
        name: row.name(),
        number: row.number(),
        output: clip(&output, most),
        tags,
        extra_data: json!({
            "exercise": row.exercise.id,
            "status": row.status(),
            "duration_ms": row.millis(),
        }),
    }
}

/// There is no word for what was not judged.
fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Pass => Some("passed"),
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Flaky
        | Status::Forbidden
        | Status::Missing
        | Status::NotSubmitted => Some("failed"),
        Status::Skipped | Status::Infra => None,
    }
}
