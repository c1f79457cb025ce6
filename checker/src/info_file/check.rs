//! From raw tables to types that cannot be wrong. No I/O, so that every way in
//! which an info file can be wrong is a plain test.

use super::error::{InfoError, Problem};
use super::raw::{self, RawCourse, RawExercise, RawLesson};
use super::reader::{At, Reader, line_at};
use crate::course::{Exercise, ExerciseName, JudgedBy, Lesson, Lints, UnsafeCode};
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;
use toml::de::DeTable;

const DEFAULT_POINTS: i64 = 10;
const DEFAULT_DEADLINE: f64 = 5.0;

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
    Ok(Parsed {
        unsafe_code: unsafe_code(&raw)?,
        id: id.transpose()?,
        title: text_of(raw.title),
        welcome: text_of(raw.welcome_message),
        farewell: text_of(raw.final_message),
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
                track: String::new(),
                dir,
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
    Ok(Lesson {
        dir,
        title,
        track: track.unwrap_or_default().to_owned(),
    })
}

fn exercise(
    raw: &RawExercise,
    lessons: &[Lesson],
    names: &mut Names,
) -> Result<Exercise, InfoError> {
    let name = name(&raw.place, &raw.name.value, raw.name.line)?;
    names.take(&raw.place, &format!("the name `{name}`"), raw.name.line)?;
    let mut aliases = Vec::new();
    if let Some(list) = &raw.aliases {
        for alias in &list.value {
            let alias = self::name(&raw.place, alias, list.line)?;
            names.take(&raw.place, &format!("the name `{alias}`"), list.line)?;
            aliases.push(alias);
        }
    }
    let lesson = lesson_of(raw, lessons)?;
    let file = PathBuf::from(&lessons[lesson].dir).join(file_name(raw, &name)?);
    let shown = format!("the file `{}`", file.display());
    names.take(
        &raw.place,
        &shown,
        raw.file.as_ref().map_or(raw.line, |file| file.line),
    )?;
    let place = &raw.place;
    let points = whole(
        place,
        "points",
        "a whole number from 0 to 1000",
        &raw.points,
        0..=1000,
    )?;
    let stars = whole(place, "stars", "1, 2 or 3", &raw.stars, 1..=3)?;
    Ok(Exercise {
        name,
        aliases,
        lesson,
        file,
        judged_by: match &raw.test {
            Some(At { value: false, .. }) => JudgedBy::Main,
            Some(_) | None => JudgedBy::OwnTests,
        },
        hints: hints(raw),
        points: u32::try_from(points.unwrap_or(DEFAULT_POINTS)).unwrap_or_default(),
        stars: u8::try_from(stars.unwrap_or(0)).unwrap_or_default(),
        deadline: deadline(raw)?,
        lints: lints(raw)?,
        skip_check_unsolved: is_set(&raw.skip_check_unsolved),
        needs: raw
            .needs
            .clone()
            .map(|needs| needs.value)
            .unwrap_or_default(),
    })
}

fn lesson_of(raw: &RawExercise, lessons: &[Lesson]) -> Result<usize, InfoError> {
    let dir = exercise_dir(raw)?;
    let found = lessons.iter().position(|lesson| lesson.dir == dir);
    found.ok_or_else(|| {
        let line = raw.dir.as_ref().map_or(raw.line, |dir| dir.line);
        let lessons = lessons.iter().map(|lesson| lesson.dir.clone()).collect();
        let place = raw.place.clone();
        at(
            line,
            Problem::UnknownLesson {
                place,
                dir,
                lessons,
            },
        )
    })
}

fn exercise_dir(raw: &RawExercise) -> Result<String, InfoError> {
    match &raw.dir {
        Some(dir) => folder(&raw.place, "dir", dir),
        None => Ok(String::new()),
    }
}

fn file_name(raw: &RawExercise, name: &ExerciseName) -> Result<String, InfoError> {
    let Some(file) = &raw.file else {
        return Ok(format!("{name}.rs"));
    };
    let stem = file.value.strip_suffix(".rs").unwrap_or("");
    if is_plain(stem) {
        return Ok(file.value.clone());
    }
    Err(out_of_range(
        &raw.place,
        "file",
        "a file name such as 02_join.rs, of letters, digits, - and _",
        file.line,
        &file.value,
    ))
}

/// `hint` is the first layer, `hints` the further ones.
fn hints(raw: &RawExercise) -> Vec<String> {
    let further = raw.hints.as_ref().map_or(&[][..], |hints| &hints.value);
    std::iter::once(&raw.hint.value)
        .chain(further)
        .map(|hint| hint.trim().to_owned())
        .filter(|hint| !hint.is_empty())
        .collect()
}

fn deadline(raw: &RawExercise) -> Result<Duration, InfoError> {
    let Some(seconds) = &raw.deadline else {
        return Ok(Duration::from_secs_f64(DEFAULT_DEADLINE));
    };
    if seconds.value > 0.0 && seconds.value <= 600.0 {
        return Ok(Duration::from_secs_f64(seconds.value));
    }
    Err(out_of_range(
        &raw.place,
        "deadline",
        "more than 0 and at most 600 seconds",
        seconds.line,
        &seconds.value.to_string(),
    ))
}

fn lints(raw: &RawExercise) -> Result<Lints, InfoError> {
    let choices = [("show", Lints::Shown), ("deny", Lints::Denied)];
    let said = choice(
        &raw.place,
        "lints",
        "\"show\" or \"deny\"",
        &raw.lints,
        &choices,
    )?;
    let default = if is_set(&raw.strict_clippy) {
        Lints::Denied
    } else {
        Lints::Shown
    };
    Ok(said.unwrap_or(default))
}

fn is_set(flag: &Option<At<bool>>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

/// Names, aliases and files, each with the line that used it first.
#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    fn take(&mut self, place: &str, what: &str, line: usize) -> Result<(), InfoError> {
        match self.0.insert(what.to_owned(), line) {
            Some(first) => Err(taken(place, line, what.to_owned(), first)),
            None => Ok(()),
        }
    }
}

fn name(place: &str, name: &str, line: usize) -> Result<ExerciseName, InfoError> {
    let place = place.to_owned();
    ExerciseName::new(name).map_err(|rule| at(line, Problem::BadName { place, rule }))
}

fn folder(place: &str, key: &'static str, dir: &At<String>) -> Result<String, InfoError> {
    if is_plain(&dir.value) {
        return Ok(dir.value.clone());
    }
    let wanted = "one name of letters, digits, - and _";
    Err(out_of_range(place, key, wanted, dir.line, &dir.value))
}

fn is_plain(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    !name.is_empty() && name.len() <= 64 && name.bytes().all(allowed)
}

fn whole(
    place: &str,
    key: &'static str,
    wanted: &'static str,
    number: &Option<At<i64>>,
    range: RangeInclusive<i64>,
) -> Result<Option<i64>, InfoError> {
    match number {
        Some(number) if !range.contains(&number.value) => {
            let found = number.value.to_string();
            Err(out_of_range(place, key, wanted, number.line, &found))
        }
        Some(number) => Ok(Some(number.value)),
        None => Ok(None),
    }
}

fn choice<T: Copy>(
    place: &str,
    key: &'static str,
    wanted: &'static str,
    said: &Option<At<String>>,
    choices: &[(&str, T)],
) -> Result<Option<T>, InfoError> {
    let Some(said) = said else {
        return Ok(None);
    };
    let chosen = choices.iter().find(|(word, _)| *word == said.value);
    match chosen {
        Some((_, meaning)) => Ok(Some(*meaning)),
        None => Err(out_of_range(place, key, wanted, said.line, &said.value)),
    }
}

fn out_of_range(
    place: &str,
    key: &'static str,
    wanted: &'static str,
    line: usize,
    found: &str,
) -> InfoError {
    let (place, found) = (place.to_owned(), format!("`{found}`"));
    at(
        line,
        Problem::OutOfRange {
            place,
            key,
            wanted,
            found,
        },
    )
}

fn taken(place: &str, line: usize, what: String, first: usize) -> InfoError {
    let place = place.to_owned();
    at(
        line,
        Problem::Taken {
            place,
            what,
            line: first,
        },
    )
}

fn at(line: usize, problem: Problem) -> InfoError {
    InfoError { line, problem }
}

fn text_of(text: Option<At<String>>) -> Option<String> {
    let text = text?.value.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// `03_async_fundamentals` as people write it: `Async fundamentals`.
fn title_of(dir: &str) -> String {
    let words = dir.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-');
    let words = words.replace(['_', '-'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => dir.to_owned(),
    }
}

#[cfg(test)]
mod tests;
