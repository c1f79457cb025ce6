//! From raw tables to types that cannot be wrong. No I/O, so that every way in
//! which an info file can be wrong is a plain test.

mod exercise;
mod paths;
pub(super) mod value;

use self::exercise::{Names, exercise, exercise_dir};
use self::paths::paths;
use self::value::{at, choice, folder, taken, text_of, title_of};
use super::error::{InfoError, Problem};
use super::grading::grading;
use super::raw::{self, RawCourse, RawLesson};
use super::reader::{Reader, line_at};
use crate::course::{Exercise, Grading, LearningPath, Lesson, UnsafeCode};
use toml::de::DeTable;

/// What an info file says, before anything on disk was looked at.
///
/// `judged_by` of an exercise is what the file says; that a hidden test exists
/// is found out by [`super::load`].
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The key `course`; a set of the community has none.
    pub id: Option<String>,
    /// For people.
    pub title: Option<String>,
    /// Shown before the first exercise.
    pub welcome: Option<String>,
    /// Shown after the last one.
    pub farewell: Option<String>,
    /// Forbidden where the file has a `course` key and does not say otherwise.
    pub unsafe_code: UnsafeCode,
    /// In order.
    pub lessons: Vec<Lesson>,
    /// In order.
    pub exercises: Vec<Exercise>,
    /// Ways through the course that leave exercises out.
    pub paths: Vec<LearningPath>,
    /// How verdicts become points.
    pub grading: Grading,
    /// Unknown keys.
    pub warnings: Vec<String>,
}

/// Read the text of an `info.toml`.
///
/// # Errors
///
/// The first thing that is wrong, with its line and what to do about it.
pub fn parse(text: &str) -> Result<Parsed, InfoError> {
    let table = DeTable::parse(text).map_err(|error| InfoError {
        line: line_at(text, error.span().map_or(0, |span| span.start)),
        problem: Problem::Syntax(error.message().to_owned()),
    })?;
    let mut warnings = Vec::new();
    let raw = raw::course(Reader::new(text, &table, "the course"), &mut warnings)?;
    check_version(&raw)?;
    let lessons = lessons(&raw)?;
    let mut names = Names::default();
    let mut exercises = Vec::new();
    for one in &raw.exercises {
        exercises.push(exercise(one, &lessons, &mut names)?);
    }
    if exercises.is_empty() {
        return Err(at(1, Problem::NoExercises));
    }
    let id = raw
        .course
        .as_ref()
        .map(|id| folder("the course", "course", id));
    let grading = grading(
        &mut Reader::new(text, &table, "the course"),
        &lessons,
        &exercises,
    )?;
    Ok(Parsed {
        grading: grading.unwrap_or_default(),
        unsafe_code: unsafe_code(&raw)?,
        id: id.transpose()?,
        title: text_of(raw.title),
        welcome: text_of(raw.welcome_message),
        farewell: text_of(raw.final_message),
        paths: paths(&raw.paths, &exercises)?,
        lessons,
        exercises,
        warnings,
    })
}

fn check_version(raw: &RawCourse) -> Result<(), InfoError> {
    match &raw.format_version {
        Some(version) if version.value == 1 => Ok(()),
        Some(version) => Err(at(
            version.line,
            Problem::Version(version.value.to_string()),
        )),
        None => Err(at(
            1,
            Problem::Missing {
                place: "the course".into(),
                key: "format_version",
                example: "format_version = 1",
            },
        )),
    }
}

fn unsafe_code(raw: &RawCourse) -> Result<UnsafeCode, InfoError> {
    let choices = [
        ("forbid", UnsafeCode::Forbidden),
        ("allow", UnsafeCode::Allowed),
    ];
    let wanted = "\"forbid\" or \"allow\"";
    let said = choice(
        "the course",
        "unsafe_code",
        wanted,
        &raw.unsafe_code,
        &choices,
    )?;
    let default = match raw.course {
        Some(_) => UnsafeCode::Forbidden,
        None => UnsafeCode::Allowed,
    };
    Ok(said.unwrap_or(default))
}

/// The lessons as listed, else one for each folder in the order of the exercises.
fn lessons(raw: &RawCourse) -> Result<Vec<Lesson>, InfoError> {
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut lines = Vec::new();
    for one in &raw.lessons {
        let lesson = lesson(one)?;
        if let Some(twin) = lessons.iter().position(|known| known.dir == lesson.dir) {
            return Err(taken(
                &one.place,
                one.dir.line,
                format!("the folder `{}`", lesson.dir),
                lines[twin],
            ));
        }
        lines.push(one.dir.line);
        lessons.push(lesson);
    }
    if !lessons.is_empty() {
        return Ok(lessons);
    }
    for one in &raw.exercises {
        let dir = exercise_dir(one)?;
        if !lessons.iter().any(|known| known.dir == dir) {
            lessons.push(Lesson {
                title: title_of(&dir),
                dir,
                ..Lesson::default()
            });
        }
    }
    Ok(lessons)
}

fn lesson(raw: &RawLesson) -> Result<Lesson, InfoError> {
    let dir = folder(&raw.place, "dir", &raw.dir)?;
    let tracks = [
        ("beginner", "beginner"),
        ("intermediate", "intermediate"),
        ("advanced", "advanced"),
    ];
    let wanted = "\"beginner\", \"intermediate\" or \"advanced\"";
    let track = choice(&raw.place, "track", wanted, &raw.track, &tracks)?;
    let title = text_of(raw.title.clone()).unwrap_or_else(|| title_of(&dir));
    let crates = raw.crates.clone().map(|crates| crates.value);
    let proofs = raw.proofs.clone().map(|proofs| proofs.value);
    Ok(Lesson {
        dir,
        title,
        track: track.unwrap_or_default().to_owned(),
        crates: crates.unwrap_or_default(),
        proofs: proofs.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
