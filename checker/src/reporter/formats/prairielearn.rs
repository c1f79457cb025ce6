//! PrairieLearn's `results.json`.

use super::details;
use super::number::number;
use super::row::{Row, rows};
use super::words::{clip, one_line, within};
use crate::reporter::json::{Report, Status};
use serde::Serialize;
use serde_json::Number;

/// The platform takes no more.
const MOST_BYTES: usize = 1_000_000;

/// What cannot be graded costs no attempt.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Results {
    Graded {
        gradable: bool,
        score: f64,
        message: String,
        output: String,
        tests: Vec<Test>,
    },
    NotGradable {
        gradable: bool,
        format_errors: Vec<String>,
        message: String,
    },
}

#[derive(Debug, Serialize)]
struct Test {
    name: String,
    description: String,
    points: Number,
    max_points: Number,
    message: String,
    output: String,
}

/// `report` as PrairieLearn reads it.
pub(super) fn prairielearn(report: &Report) -> anyhow::Result<String> {
    let mut result = Ok(String::new());
    let text = within(
        MOST_BYTES - 1_000,
        |most| match serde_json::to_string_pretty(&results(report, most)) {
            Ok(text) => text + "\n",
            Err(error) => {
                result = Err(error.into());
                String::new()
            }
        },
    );
    result.map(|_| text)
}

fn results(report: &Report, most: usize) -> Results {
    if let Some(trouble) = report.no_score() {
        return Results::NotGradable {
            gradable: false,
            format_errors: vec![trouble.clone()],
            message: trouble,
        };
    }
    if let Some(format_errors) = nothing_compiles(report, most) {
        return Results::NotGradable {
            gradable: false,
            format_errors,
            message: "It does not compile, so this was no attempt.".to_owned(),
        };
    }
    let (points, max) = report.score();
    Results::Graded {
        gradable: true,
        score: match max > 0.0 {
            true => (points / max).clamp(0.0, 1.0),
            false => 0.0,
        },
        message: String::new(),
        output: String::new(),
        tests: rows(report).iter().map(|row| test(row, most)).collect(),
    }
}

/// What the compiler said, where it refused every file that was handed in. With
/// several exercises, one that does not compile must not take away what others
/// earned.
fn nothing_compiles(report: &Report, most: usize) -> Option<Vec<String>> {
    let exercises = report.exercises.iter();
    let handed_in: Vec<_> = exercises
        .filter(|one| one.status != Status::NotSubmitted && one.status != Status::Skipped)
        .collect();
    let refused = |status| status == Status::BuildError;
    if handed_in.iter().any(|one| one.overridden.is_some()) {
        // Somebody has given it points all the same.
        return None;
    }
    let none = handed_in.iter().all(|one| refused(one.status)) && !handed_in.is_empty();
    let said = |one: &&_| clip(&details::exercise(one), most);
    none.then(|| handed_in.iter().map(said).collect())
}

fn test(row: &Row<'_>, most: usize) -> Test {
    let skipped = row.status() == Status::Skipped;
    let (words, output) = match row.test {
        Some(test) => (details::test_headline(test), details::test(test)),
        None => (
            details::headline(row.exercise),
            details::exercise(row.exercise),
        ),
    };
    Test {
        name: row.name(),
        description: one_line(&row.exercise.chapter),
        points: number(row.points()),
        max_points: number(if skipped { 0.0 } else { row.max_points() }),
        message: words,
        output: clip(&output, most),
    }
}
