//! What platforms refuse: too much of anything.

use super::runner::commands;
use super::{options, sample};
use serde_json::Value;
use workbook::cli::ReportFormat;
use workbook::reporter::formats::{github_summary, render};
use workbook::reporter::json::Report;

/// A report of hundreds of exercises with very long texts.
fn huge() -> Report {
    let mut report = sample("mixed");
    let long = "äöü`|< \n".repeat(1_500);
    for exercise in &mut report.exercises {
        for finding in &mut exercise.findings {
            finding.observed = long.clone();
        }
        for diagnostic in &mut exercise.build.diagnostics {
            diagnostic.rendered = long.clone();
            diagnostic.message = long.clone();
        }
        for test in &mut exercise.tests {
            test.output = long.clone();
            for finding in &mut test.findings {
                finding.observed = long.clone();
            }
        }
    }
    let copies = report.exercises.clone();
    for n in 0..12 {
        for exercise in &copies {
            let mut exercise = exercise.clone();
            exercise.id = format!("{}{n}", exercise.id);
            report.exercises.push(exercise);
        }
    }
    report
}

#[track_caller]
fn rendered(format: ReportFormat) -> String {
    render(format, &huge(), &options()).unwrap()
}

#[test]
fn a_step_has_at_most_ten_errors_and_ten_warnings() {
    let log = rendered(ReportFormat::Github);
    let all = commands(&log);
    let count = |level: &str| all.iter().filter(|one| one.name == level).count();
    assert_eq!(
        (count("error"), count("warning"), count("notice")),
        (10, 10, 2)
    );
    let last = all.iter().rfind(|one| one.name == "error").unwrap();
    assert!(
        last.text.starts_with("and ") && last.text.contains(" more"),
        "{}",
        last.text
    );
}

#[test]
fn exactly_ten_are_all_shown() {
    let mut report = sample("mixed");
    let one = report.exercises[1].clone();
    report.exercises = vec![one; 10];
    let log = render(ReportFormat::Github, &report, &options()).unwrap();
    let all = commands(&log);
    let errors: Vec<_> = all.iter().filter(|one| one.name == "error").collect();
    assert_eq!(errors.len(), 10);
    assert!(errors.iter().all(|one| !one.text.contains("more;")));
}

#[test]
fn a_summary_is_smaller_than_a_mebibyte_and_keeps_its_table() {
    let text = github_summary(&huge());
    assert!(text.len() < 1024 * 1024, "{}", text.len());
    assert!(text.contains("| joinset11 |"));
}

#[test]
fn exercism_gets_half_a_megabyte_and_short_texts() {
    let text = rendered(ReportFormat::Exercism);
    assert!(text.len() <= 500_000, "{}", text.len());
    let value: Value = serde_json::from_str(&text).unwrap();
    let outputs = value["tests"].as_array().unwrap();
    let outputs = outputs.iter().filter_map(|test| test["output"].as_str());
    for output in outputs {
        assert!(output.chars().count() <= 500, "{}", output.chars().count());
        assert!(output.ends_with("Output was truncated. Please limit to 500 chars"));
    }

    let mut report = sample("refused");
    report.exercises[0].build.diagnostics[0].rendered = "x".repeat(200_000);
    let text = render(ReportFormat::Exercism, &report, &options()).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["message"].as_str().unwrap().chars().count(), 65_535);
}

#[test]
fn other_platforms_get_at_most_a_megabyte() {
    for format in [ReportFormat::Prairielearn, ReportFormat::Gradescope] {
        let text = rendered(format);
        assert!(text.len() <= 1_000_000, "{} {}", format.name(), text.len());
        serde_json::from_str::<Value>(&text).unwrap();
    }
}
