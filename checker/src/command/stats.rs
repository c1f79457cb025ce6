//! `workbook stats`: what is remembered of each exercise. Nothing of it leaves this machine.

use super::context::Context;
use super::run::write_json;
use super::select;
use crate::cli::StatsArgs;
use crate::course::{Course, Exercise};
use crate::exit;
use crate::progress::{History, Progress, Status};
use crate::reporter::{Count, Ink, Look, Page, json::rfc3339};
use serde::Serialize;
use std::time::{Duration, UNIX_EPOCH};

pub(super) fn execute(args: &StatsArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let whole = context.course()?;
    let course = select::part(&whole, &args.part)?;
    let progress = context.progress(&whole)?;
    if args.json {
        write_json(&json(&course, &progress), context)?;
    } else {
        let text = text(&course, &progress, &context.look);
        context.write(&text)?;
    }
    Ok(exit::OK)
}

fn histories<'c>(
    course: &'c Course,
    progress: &Progress,
) -> impl Iterator<Item = (&'c Exercise, History)> {
    let exercises = course.exercises.iter();
    exercises.map(|one| (one, progress.history(one.name.as_str())))
}

fn text(course: &Course, progress: &Progress, look: &Look) -> String {
    let begun: Vec<_> = histories(course, progress)
        .filter(|(_, history)| history.attempts > 0 || history.status == Status::Done)
        .collect();
    let mut page = Page::new(look);
    if begun.is_empty() {
        page.line("No exercise was judged so far.");
        return page.into_text();
    }
    let names = begun.iter().map(|(one, _)| one.name.as_str().len());
    let width = names.max().unwrap_or(0).max("exercise".len());
    let head = format!("{:width$}  attempts  hints   worked  passed", "exercise");
    page.line(&look.paint(Ink::Faint, &head));
    for (one, history) in &begun {
        page.line(&row(one, history, width));
    }
    page.gap();
    page.line(&look.paint(Ink::Strong, &sum(&begun)));
    page.into_text()
}

fn row(exercise: &Exercise, history: &History, width: usize) -> String {
    let passed = match (history.first_passed, history.status) {
        (Some(at), _) => day(at),
        (None, Status::Done) => "yes".to_owned(),
        (None, Status::Pending) => "not yet".to_owned(),
    };
    format!(
        "{:width$}  {:>8}  {:>5}  {:>7}  {passed}",
        exercise.name.as_str(),
        history.attempts,
        history.hints,
        minutes(history.worked),
    )
}

/// `3 exercises, 7 attempts, 1 h 20 min`
fn sum(begun: &[(&Exercise, History)]) -> String {
    let attempts: u32 = begun.iter().map(|(_, history)| history.attempts).sum();
    let worked: Duration = begun.iter().map(|(_, history)| history.worked).sum();
    format!(
        "{}, {}, {}",
        Count(begun.len(), "exercise"),
        Count(usize::try_from(attempts).unwrap_or(usize::MAX), "attempt"),
        minutes(worked)
    )
}

/// `4 min`, `1 h 20 min`; times of judgements say no more.
fn minutes(time: Duration) -> String {
    let minutes = time.as_secs().div_ceil(60);
    match minutes {
        0..60 => format!("{minutes} min"),
        _ => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

fn moment(seconds: u64) -> String {
    rfc3339(UNIX_EPOCH + Duration::from_secs(seconds))
}

fn day(seconds: u64) -> String {
    moment(seconds).chars().take("2026-01-01".len()).collect()
}

/// What is remembered of each exercise. Names and meanings are a public interface.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Stats {
    /// `workbook/stats/v1`.
    schema: &'static str,
    /// The course's id.
    course: String,
    /// In the order of the course.
    exercises: Vec<ExerciseStats>,
}

/// One exercise.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ExerciseStats {
    /// The stable name.
    name: String,
    /// The lesson's folder.
    lesson: String,
    /// Whether it has passed.
    done: bool,
    /// Different contents that were judged.
    attempts: u32,
    /// Layers of hints that were shown.
    hints: usize,
    /// The time between judgements that were at most a quarter of an hour apart, in seconds.
    worked_s: u64,
    /// RFC 3339, in UTC; `null` where it was not judged.
    first_tried: Option<String>,
    /// RFC 3339, in UTC; `null` where it was not judged.
    last_tried: Option<String>,
    /// RFC 3339, in UTC; `null` where it has not passed, or nobody knows when.
    first_passed: Option<String>,
}

fn json(course: &Course, progress: &Progress) -> Stats {
    let exercises = histories(course, progress);
    let exercises = exercises.map(|(one, history)| exercise_stats(course, one, &history));
    Stats {
        schema: "workbook/stats/v1",
        course: course.id.clone(),
        exercises: exercises.collect(),
    }
}

fn exercise_stats(course: &Course, one: &Exercise, history: &History) -> ExerciseStats {
    ExerciseStats {
        name: one.name.to_string(),
        lesson: course.lessons[one.lesson].dir.clone(),
        done: history.status == Status::Done,
        attempts: history.attempts,
        hints: history.hints,
        worked_s: history.worked.as_secs(),
        first_tried: history.first_tried.map(moment),
        last_tried: history.last_tried.map(moment),
        first_passed: history.first_passed.map(moment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::{json::schema::is_published, sample};

    fn history(attempts: u32, worked: u64, first_passed: Option<u64>) -> History {
        History {
            attempts,
            worked: Duration::from_secs(worked),
            first_passed,
            ..History::default()
        }
    }

    #[test]
    fn a_row_says_what_it_took() {
        let course = sample::course();
        let one = &course.exercises[0];
        let passed = history(3, 200, Some(86_400));
        let want = format!(
            "{:8}         3      0    4 min  1970-01-02",
            one.name.as_str()
        );
        assert_eq!(row(one, &passed, 8), want);
        let open = history(1, 0, None);
        assert!(row(one, &open, 8).ends_with("  not yet"));
        let all = [(one, passed), (one, open)];
        assert_eq!(sum(&all), "2 exercises, 4 attempts, 4 min");
    }

    #[test]
    fn the_document_has_a_schema() {
        let course = sample::course();
        let passed = history(3, 200, Some(86_400));
        let histories = [passed, History::default()];
        let exercises = course.exercises.iter().zip(&histories);
        let exercises = exercises.map(|(one, history)| exercise_stats(&course, one, history));
        let stats = Stats {
            schema: "workbook/stats/v1",
            course: course.id.clone(),
            exercises: exercises.collect(),
        };
        is_published("stats", &stats);
    }

    #[test]
    fn long_times_have_hours() {
        let words = [0, 61, 3_600, 5_000].map(|s| minutes(Duration::from_secs(s)));
        assert_eq!(words, ["0 min", "2 min", "1 h 0 min", "1 h 24 min"]);
    }
}
