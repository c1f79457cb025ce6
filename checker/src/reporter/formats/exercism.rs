//! Exercism's `results.json`, version 3.

use super::details;
use super::words::{clip, clip_saying, one_line, sentence, within};
use crate::reporter::json::{ExerciseReport, Report, Status, TestReport};
use serde::Serialize;

/// Of a message at the top.
const MOST_MESSAGE: usize = 65_535;
/// Of what a test's code printed.
const MOST_OUTPUT: usize = 500;
/// What the platform's own runners say then.
const CUT: &str = "\nOutput was truncated. Please limit to 500 chars";
/// Of the whole file.
const MOST_BYTES: usize = 500_000;

#[derive(Debug, Serialize)]
struct Results {
    version: u8,
    status: Word,
    message: Option<String>,
    tests: Vec<Test>,
}

#[derive(Debug, Serialize)]
struct Test {
    name: String,
    status: Word,
    message: Option<String>,
    output: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Pass,
    Fail,
    Error,
}

/// `report` as Exercism reads it.
pub(super) fn exercism(report: &Report) -> anyhow::Result<String> {
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
    let most = most.min(MOST_MESSAGE);
    let ran = |exercise: &&ExerciseReport| {
        let mut tests = exercise.tests.iter();
        tests.any(|test| test.status != Status::Skipped)
    };
    let none_ran = !report.exercises.iter().any(|one| ran(&one));
    if let Some(message) = report.no_score() {
        return error(message);
    }
    if none_ran {
        let said = report.exercises.iter().map(details::exercise);
        let said = said.collect::<Vec<_>>().join("\n\n");
        return error(clip(&said, most));
    }
    let passed = report
        .exercises
        .iter()
        .all(|one| matches!(one.status, Status::Pass | Status::Skipped));
    let several = report.exercises.len() > 1;
    let tests = report.exercises.iter();
    Results {
        version: 3,
        status: if passed { Word::Pass } else { Word::Fail },
        message: None,
        tests: tests.flat_map(|one| tests_of(one, several, most)).collect(),
    }
}

fn error(message: String) -> Results {
    Results {
        version: 3,
        status: Word::Error,
        message: Some(message),
        tests: Vec::new(),
    }
}

/// In the order of the test file; what is wrong with the exercise as a whole
/// comes first, where no test says it.
fn tests_of(exercise: &ExerciseReport, several: bool, most: usize) -> Vec<Test> {
    let name = |name: String| match several {
        true => format!("{}: {name}", one_line(&exercise.id)),
        false => name,
    };
    let mut tests = Vec::new();
    let passed = matches!(exercise.status, Status::Pass | Status::Skipped);
    if !passed
        && !exercise
            .tests
            .iter()
            .any(|test| test.status == exercise.status)
    {
        tests.push(Test {
            name: name(exercise.status.title().to_owned()),
            status: word(exercise.status),
            message: Some(clip(&details::exercise(exercise), most)),
            output: None,
        });
    }
    let run = exercise
        .tests
        .iter()
        .filter(|test| test.status != Status::Skipped);
    tests.extend(run.map(|test| one(test, name(sentence(&test.name)), most)));
    tests
}

fn one(test: &TestReport, name: String, most: usize) -> Test {
    let status = word(test.status);
    let message = (status != Word::Pass).then(|| {
        // What the code printed has a place of its own.
        let silent = TestReport {
            output: String::new(),
            ..test.clone()
        };
        clip(&details::test(&silent), most)
    });
    let output = details::output(test, usize::MAX);
    Test {
        name,
        status,
        message,
        output: output.map(|text| clip_saying(&text, MOST_OUTPUT, CUT)),
    }
}

/// `error` is for what ended without an answer that could be wrong.
fn word(status: Status) -> Word {
    match status {
        Status::Pass | Status::Skipped => Word::Pass,
        Status::Fail | Status::Flaky | Status::Forbidden | Status::NotSubmitted => Word::Fail,
        Status::Timeout | Status::Crash | Status::BuildError | Status::Missing | Status::Infra => {
            Word::Error
        }
    }
}
