//! The shapes that platforms document, as schemas in our own words, and the
//! rules that no schema can say.

use super::{SAMPLES, options, sample};
use serde_json::{Value, json};
use workbook::cli::ReportFormat;
use workbook::reporter::formats::{render, render_all, student_view};
use workbook::reporter::json::{Report, Status};

#[track_caller]
fn check(format: ReportFormat, schema: &Value, names: &[&str]) {
    let validator = jsonschema::validator_for(schema).unwrap();
    for name in names {
        for report in [sample(name), student_view(&sample(name))] {
            let text = render(format, &report, &options()).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            let problems: Vec<_> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(problems.is_empty(), "{name}: {problems:?}\n{text}");
        }
    }
}

fn read(format: ReportFormat, name: &str) -> Value {
    let text = render(format, &sample(name), &options()).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn gradescope_reads_it() {
    let visibility = json!({ "enum": ["hidden", "after_due_date", "after_published", "visible"] });
    let kind = json!({ "enum": ["text", "html", "simple_format", "md", "ansi"] });
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["tests"],
        "properties": {
            "score": { "type": "number" }, "execution_time": { "type": "number" },
            "output": { "type": "string" }, "output_format": kind, "test_output_format": kind,
            "test_name_format": kind, "visibility": visibility, "stdout_visibility": visibility,
            "extra_data": { "type": "object" },
            "tests": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "dependentRequired": { "score": ["max_score"] },
                "properties": {
                    "score": { "type": "number" }, "max_score": { "type": "number" },
                    "status": { "enum": ["passed", "failed"] }, "name": { "type": "string" },
                    "number": { "type": "string" }, "output": { "type": "string" },
                    "tags": { "type": "array", "items": { "type": "string" } },
                    "visibility": visibility, "extra_data": { "type": "object" } } } } }
    });
    check(ReportFormat::Gradescope, &schema, &SAMPLES);
    for name in ["mixed", "hostile", "refused", "right"] {
        let value = read(ReportFormat::Gradescope, name);
        let tests = value["tests"].as_array().unwrap();
        let sum: f64 = tests.iter().filter_map(|test| test["score"].as_f64()).sum();
        assert_eq!(value["score"].as_f64(), Some(sum), "{name}");
    }
}

#[test]
fn gradescope_gets_no_score_where_the_checker_failed() {
    let value = read(ReportFormat::Gradescope, "infra");
    assert_eq!(value.get("score"), None);
    for test in value["tests"].as_array().unwrap() {
        assert_eq!(test.get("score"), None, "{test}");
    }
    assert!(value["output"].as_str().unwrap().contains("no score"));
}

#[test]
fn tests_with_points_of_their_own_are_rows_of_their_own() {
    let value = read(ReportFormat::Gradescope, "mixed");
    let tests = value["tests"].as_array().unwrap();
    let rows: Vec<_> = tests
        .iter()
        .filter(|test| test["name"].as_str().unwrap().starts_with("channel"))
        .map(|test| {
            [
                &test["number"],
                &test["score"],
                &test["max_score"],
                &test["status"],
            ]
        })
        .map(|row| row.map(|cell| cell.to_string().replace('"', "")))
        .collect();
    let want = [
        ["9.1", "2", "2", "passed"],
        ["9.2", "1.5", "1.5", "passed"],
        ["9.3", "0", "1.5", "failed"],
    ];
    assert_eq!(rows, want);
}

#[test]
fn classroom50_reads_it() {
    let text = json!({ "type": "string", "minLength": 1 });
    let time = json!({
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"
    });
    let points = json!({ "type": "integer", "minimum": 0 });
    let schema = json!({
        "type": "object", "additionalProperties": false,
        "required": ["schema", "classroom", "assignment", "assignment_type", "owner", "submission",
            "commit", "release", "review", "datetime", "score", "max-score", "tests"],
        "properties": {
            "schema": { "const": "classroom50/result/v1" }, "classroom": text, "assignment": text,
            "assignment_type": { "enum": ["individual", "group"] }, "owner": text,
            "submission": { "type": "string", "pattern": "^submit/" }, "commit": text,
            "release": text, "review": text, "datetime": time, "graded_at": time,
            "score": points, "max-score": points,
            "submitted_by": { "type": "object", "additionalProperties": false,
                "required": ["username"],
                "properties": { "username": text, "id": { "type": ["integer", "null"] } } },
            "tests": { "type": "array", "items": { "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": { "test-name": text, "passed": { "type": "boolean" },
                    "score": points, "max-score": points } } } }
    });
    let judged = ["mixed", "hostile", "refused", "right"];
    check(ReportFormat::Classroom50, &schema, &judged);
    for name in judged {
        let value = read(ReportFormat::Classroom50, name);
        let tests = value["tests"].as_array().unwrap();
        for key in ["score", "max-score"] {
            let sum: u64 = tests.iter().map(|test| test[key].as_u64().unwrap()).sum();
            assert_eq!(value[key].as_u64(), Some(sum), "{name}");
        }
        for test in tests {
            assert!(
                test["score"].as_u64() <= test["max-score"].as_u64(),
                "{test}"
            );
            let full = test["score"] == test["max-score"];
            assert_eq!(test["passed"].as_bool(), Some(full), "{test}");
        }
    }
}

#[test]
fn classroom50_gets_no_result_where_there_is_none() {
    let error = render(ReportFormat::Classroom50, &sample("infra"), &options()).unwrap_err();
    assert!(
        error.to_string().contains("callback could not be judged"),
        "{error}"
    );
    for name in [
        "CLASSROOM",
        "ASSIGNMENT",
        "SUBMISSION_TAG",
        "COMMIT_URL",
        "RELEASE_URL",
    ] {
        let mut options = options();
        options.environment.remove(name);
        let error = render(ReportFormat::Classroom50, &sample("mixed"), &options).unwrap_err();
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    }
}

/// A report of one exercise with one test, both with this status.
fn with_status(status: Status) -> Report {
    let mut report = sample("right");
    let exercise = &mut report.exercises[0];
    exercise.tests.truncate(1);
    exercise.status = status;
    exercise.tests[0].status = status;
    report
}

#[test]
fn each_status_has_its_word_on_each_platform() {
    let table = [
        (Status::Pass, json!(["passed", 5, true, "pass", 5])),
        (Status::Fail, json!(["failed", 0, false, "fail", 0])),
        (Status::Timeout, json!(["failed", 0, false, "error", 0])),
        (Status::Crash, json!(["failed", 0, false, "error", 0])),
        (
            Status::BuildError,
            json!(["failed", 0, false, "error", null]),
        ),
        (Status::Flaky, json!(["failed", 0, false, "fail", 0])),
        (Status::Forbidden, json!(["failed", 0, false, "fail", 0])),
        (Status::Missing, json!(["failed", 0, false, "error", 0])),
        (Status::Skipped, json!([null, null, null, null, 0])),
        (Status::NotSubmitted, json!(["failed", 0, false, "fail", 0])),
        (Status::Infra, json!([null, null, null, null, null])),
    ];
    assert_eq!(table.len(), Status::ALL.len());
    for (status, want) in table {
        // What a report claims is worth nothing without a pass.
        let report = with_status(status);
        let at = |format, pointer: &str| {
            let text = render(format, &report, &options()).unwrap_or_else(|_| "{}".to_owned());
            let value: Value = serde_json::from_str(&text).unwrap();
            value.pointer(pointer).cloned().unwrap_or_default()
        };
        let got = json!([
            at(ReportFormat::Gradescope, "/tests/0/status"),
            at(ReportFormat::Gradescope, "/tests/0/score"),
            at(ReportFormat::Classroom50, "/tests/0/passed"),
            at(ReportFormat::Exercism, "/tests/0/status"),
            at(ReportFormat::Prairielearn, "/tests/0/points"),
        ]);
        assert_eq!(got, want, "{status:?}");
    }
}

#[test]
fn exercism_reads_it() {
    let word = json!({ "enum": ["pass", "fail", "error"] });
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["version", "status"],
        "properties": {
            "version": { "const": 3 }, "status": word,
            "message": { "type": ["string", "null"], "maxLength": 65535 },
            "tests": { "type": "array", "items": {
                "type": "object", "additionalProperties": false, "required": ["name", "status"],
                "properties": { "name": { "type": "string", "minLength": 1 }, "status": word,
                    "message": { "type": ["string", "null"] },
                    "output": { "type": ["string", "null"], "maxLength": 500 } },
                "if": { "properties": { "status": { "const": "pass" } } },
                "else": { "required": ["message"],
                    "properties": { "message": { "type": "string", "minLength": 1 } } } } } },
        "if": { "properties": { "status": { "const": "error" } } },
        "then": { "properties": { "message": { "type": "string", "minLength": 1 },
            "tests": { "maxItems": 0 } } },
        "else": { "required": ["tests"], "properties": { "message": { "type": "null" } } }
    });
    check(ReportFormat::Exercism, &schema, &SAMPLES);
    let status = |name| read(ReportFormat::Exercism, name)["status"].clone();
    assert_eq!(status("right"), "pass");
    assert_eq!(status("mixed"), "fail");
    assert_eq!(status("refused"), "error");
    assert_eq!(status("infra"), "error");
}

#[test]
fn prairielearn_reads_it() {
    let points = json!({ "type": "number", "minimum": 0 });
    let schema = json!({
        "type": "object", "additionalProperties": false, "required": ["gradable"],
        "properties": {
            "gradable": { "type": "boolean" },
            "score": { "type": "number", "minimum": 0, "maximum": 1 },
            "format_errors": { "type": ["string", "array"], "items": { "type": "string" } },
            "message": { "type": "string" }, "output": { "type": "string" },
            "tests": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "required": ["name", "points", "max_points"],
                "properties": { "name": { "type": "string" }, "description": { "type": "string" },
                    "points": points, "max_points": points, "message": { "type": "string" },
                    "output": { "type": "string" } } } } },
        "if": { "properties": { "gradable": { "const": true } } },
        "then": { "required": ["score"] },
        "else": { "required": ["format_errors"], "not": { "required": ["score"] } }
    });
    check(ReportFormat::Prairielearn, &schema, &SAMPLES);
    let gradable = |name| read(ReportFormat::Prairielearn, name)["gradable"].clone();
    assert_eq!(gradable("mixed"), true);
    assert_eq!(gradable("refused"), false);
    assert_eq!(gradable("infra"), false);
    assert_eq!(read(ReportFormat::Prairielearn, "mixed")["score"], 0.17);
    assert_eq!(read(ReportFormat::Prairielearn, "right")["score"], 1.0);
}

/// The columns by which each platform finds people and points.
#[test]
fn gradebooks_get_a_row_for_each_who_has_a_score() {
    let (alice, mut bob, nobody) = (sample("mixed"), sample("mixed"), sample("infra"));
    let submission = bob.submission.as_mut().unwrap();
    submission.id = "bob".to_owned();
    (submission.name, submission.email) = (None, None);
    let class = [alice, bob, nobody];
    let written = |format| render_all(format, &class, &options()).unwrap();
    assert_eq!(
        written(ReportFormat::Canvas),
        "Student,ID,SIS User ID,SIS Login ID,Section,Concurrency & parallelism\n\
         Points Possible,,,,,50\n\
         Alice Lovelace,,,alice,,8.5\n\
         bob,,,bob,,8.5\n"
    );
    assert_eq!(
        written(ReportFormat::Moodle),
        "ID number,Email address,Concurrency & parallelism\n\
         alice,alice@example.org,8.5\n\
         bob,,8.5\n"
    );
    assert_eq!(
        written(ReportFormat::Blackboard),
        "\"Username\",\"Name\",\"Concurrency & parallelism [Total Pts: 50 Score]\"\n\
         \"alice\",\"Alice Lovelace\",\"8.5\"\n\
         \"bob\",\"\",\"8.5\"\n"
    );
}
