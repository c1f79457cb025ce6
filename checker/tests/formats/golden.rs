//! What each format looks like, letter by letter.

use super::{SAMPLES, golden, options, sample};
use clap::ValueEnum as _;
use std::path::Path;
use workbook::cli::ReportFormat;
use workbook::reporter::formats::{github_summary, render, render_all, student_view};

/// Compare `got` with a golden file, or write it.
fn check(path: &Path, got: &str, problems: &mut Vec<String>) {
    if std::env::var_os("WORKBOOK_BLESS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, got).unwrap();
        return;
    }
    let want = std::fs::read_to_string(path).unwrap_or_default();
    if want == got {
        return;
    }
    let mut lines = want.lines().zip(got.lines()).enumerate();
    let first = lines.find(|(_, (want, got))| want != got);
    let first = first.map_or_else(
        || "one is longer".to_owned(),
        |(n, (want, got))| format!("line {}:\n  want {want}\n  got  {got}", n + 1),
    );
    problems.push(format!("{}: {first}", path.display()));
}

fn ending(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Json => "json",
        ReportFormat::Gradescope => "gradescope.json",
        ReportFormat::Classroom50 => "classroom50.json",
        ReportFormat::Github => "github.txt",
        ReportFormat::Junit => "junit.xml",
        ReportFormat::Exercism => "exercism.json",
        ReportFormat::Prairielearn => "prairielearn.json",
        ReportFormat::Csv => "csv",
        ReportFormat::Canvas => "canvas.csv",
        ReportFormat::Moodle => "moodle.csv",
        ReportFormat::Blackboard => "blackboard.csv",
        ReportFormat::Markdown => "md",
        ReportFormat::Html => "html",
        ReportFormat::Text => "txt",
    }
}

#[test]
fn every_format_of_every_report_is_as_it_was() {
    let mut problems = Vec::new();
    for name in SAMPLES {
        let (report, folder) = (sample(name), golden().join(name));
        for format in ReportFormat::value_variants() {
            let text = render(*format, &report, &options());
            let text = text.unwrap_or_else(|error| format!("error: {error:#}\n"));
            let file = format!("report.{}", ending(*format));
            check(&folder.join(file), &text, &mut problems);
        }
        let summary = github_summary(&report);
        check(&folder.join("summary.md"), &summary, &mut problems);
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn a_class_is_one_document() {
    let mut problems = Vec::new();
    let reports = ["mixed", "infra", "hostile"].map(sample);
    for format in ReportFormat::value_variants() {
        if !format.holds_many() {
            let error = render_all(*format, &reports, &options()).unwrap_err();
            assert!(error.to_string().contains("holds one report"), "{error}");
            continue;
        }
        // Gradebooks have one column: what can be reached must be the same for all.
        let text = render_all(*format, &reports, &options());
        let text = text.unwrap_or_else(|error| format!("error: {error:#}\n"));
        let file = golden()
            .join("class")
            .join(format!("class.{}", ending(*format)));
        check(&file, &text, &mut problems);
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn what_a_student_sees_is_as_it_was() {
    let mut problems = Vec::new();
    let report = student_view(&sample("mixed"));
    for format in [ReportFormat::Json, ReportFormat::Text, ReportFormat::Html] {
        let text = render(format, &report, &options()).unwrap();
        let file = golden()
            .join("student")
            .join(format!("report.{}", ending(format)));
        check(&file, &text, &mut problems);
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
