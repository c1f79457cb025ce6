//! GitHub Actions: annotations, a summary, and what the old Classroom reads.

use super::details;
use super::markdown::markdown;
use super::number::{number, points};
use super::words::{clip, one_line};
use super::{Options, text, workflow};
use crate::reporter::json::{ExerciseReport, Place, Report, Status};
use crate::reporter::look::Look;
use serde_json::json;
use std::path::{Component, Path, PathBuf};

/// A step shows no more errors; the same for warnings.
const MOST: usize = 10;
/// Of one annotation.
const MOST_CHARACTERS: usize = 4_000;
/// Of the summary of one step: 1 MiB, and more is dropped as a whole.
const MOST_BYTES: usize = 1024 * 1024;

/// `report` for the log of a workflow: in words, as annotations, and as the
/// two notices that the old Classroom reads points from.
#[must_use]
pub fn github(report: &Report, options: &Options) -> String {
    let words = text::text(std::slice::from_ref(report), &Look::plain());
    let mut log = workflow::command("group", &[], "workbook report");
    log += &workflow::text(&words, &options.token);
    log += &workflow::command("endgroup", &[], "");
    for (level, wanted) in [("error", Severity::Error), ("warning", Severity::Warning)] {
        let exercises = report.exercises.iter();
        let all: Vec<_> = exercises
            .filter(|exercise| severity(exercise) == Some(wanted))
            .flat_map(|exercise| annotations(exercise, report, options))
            .collect();
        log.extend(all.iter().take(MOST - 1).map(|one| one.command(level)));
        match &all[all.len().min(MOST - 1)..] {
            [] => {}
            [last] => log += &last.command(level),
            more => {
                let text = format!("and {} more; the summary has them all", more.len());
                log += &workflow::command(level, &[("title", "workbook".to_owned())], &text);
            }
        }
    }
    log + &notices(report)
}

/// The summary of a step, in Markdown: it belongs into the file that
/// `GITHUB_STEP_SUMMARY` names.
#[must_use]
pub fn github_summary(report: &Report) -> String {
    let reports = std::slice::from_ref(report);
    let text = markdown(reports);
    if text.len() < MOST_BYTES {
        return text;
    }
    super::markdown::overview(reports)
}

/// How much an annotation weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Severity {
    Error,
    Warning,
}

fn severity(exercise: &ExerciseReport) -> Option<Severity> {
    match exercise.status {
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Forbidden
        | Status::Missing
        | Status::Infra => Some(Severity::Error),
        Status::Flaky => Some(Severity::Warning),
        // Something is there that was not taken.
        Status::NotSubmitted if exercise.speaks() => Some(Severity::Warning),
        Status::Pass | Status::Skipped | Status::NotSubmitted => None,
    }
}

/// One message beside a line of a file.
#[derive(Debug)]
struct Annotation {
    title: String,
    file: String,
    at: Option<(u32, u32)>,
    text: String,
}

impl Annotation {
    fn command(&self, level: &str) -> String {
        let at = |number: fn((u32, u32)) -> u32| self.at.map(number).map(|n| n.to_string());
        let properties = [
            ("file", self.file.clone()),
            ("line", at(|(line, _)| line).unwrap_or_default()),
            ("col", at(|(_, column)| column).unwrap_or_default()),
            ("title", self.title.clone()),
        ];
        workflow::command(level, &properties, &clip(&self.text, MOST_CHARACTERS))
    }
}

/// The compiler's errors, each at its place, where it refused the file; else
/// one annotation with what says most.
fn annotations(exercise: &ExerciseReport, report: &Report, options: &Options) -> Vec<Annotation> {
    let title = format!(
        "{}: {}",
        one_line(&exercise.id),
        details::headline(exercise)
    );
    let own = exercise.files.first().map(|file| file.path.as_str());
    let annotation = |place: Option<&Place>, text: String| Annotation {
        title: title.clone(),
        file: in_repository(
            place.map_or(own.unwrap_or_default(), |place| &place.file),
            report,
            options,
        ),
        at: place.map(|place| (place.line, place.col)),
        text,
    };
    let refused = exercise.status == Status::BuildError;
    let diagnostics = details::diagnostics(exercise).filter(|_| refused);
    let mut all: Vec<_> = diagnostics
        .map(|one| {
            let code = one.code.as_ref().map(|code| format!("[{code}] "));
            let text = format!("{}{}", code.unwrap_or_default(), one.message);
            annotation(one.location.as_ref(), text)
        })
        .collect();
    if all.is_empty() {
        let finding = exercise.located().or(exercise.findings.first());
        let text = match (&exercise.error, finding) {
            (Some(error), _) => error.clone(),
            (None, Some(finding)) => details::finding(finding),
            (None, None) => exercise.title().to_owned(),
        };
        let place = finding.and_then(|finding| finding.location.as_ref());
        all.push(annotation(place, text));
    }
    all
}

/// A file of the course, from the root of the repository, where it lies in it.
fn in_repository(file: &str, report: &Report, options: &Options) -> String {
    let path = report.submission.as_ref().and_then(|s| s.path.as_deref());
    let Some(path) = path.filter(|_| !file.is_empty()) else {
        return file.to_owned();
    };
    let whole = normal(&options.folder.join(path).join(file));
    let workspace = options.variable("GITHUB_WORKSPACE").map(Path::new);
    let root = workspace.unwrap_or(&options.folder);
    match whole.strip_prefix(normal(root)) {
        Ok(inside) => inside.display().to_string(),
        Err(_) => file.to_owned(),
    }
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                normal.push(component);
            }
        }
    }
    normal
}

/// What reporters of the old GitHub Classroom write. No score, no notices.
fn notices(report: &Report) -> String {
    if let Some(trouble) = report.no_score() {
        let title = ("title", "Autograding failed".to_owned());
        return workflow::command("notice", &[title], &trouble);
    }
    let (earned, max) = report.score();
    let title = |title: &str| [("title", title.to_owned())];
    let words = format!("Points {}/{}", points(earned), points(max));
    let data = json!({ "totalPoints": number(earned), "maxPoints": number(max) });
    workflow::command("notice", &title("Autograding complete"), &words)
        + &workflow::command("notice", &title("Autograding report"), &data.to_string())
}
