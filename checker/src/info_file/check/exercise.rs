//! One `[[exercises]]` table: from raw to checked.

use super::super::error::{InfoError, Problem};
use super::super::paragraph::joined;
use super::super::raw::RawExercise;
use super::super::reader::At;
use super::value::{at, choice, folder, is_plain, out_of_range, taken, whole};
use crate::course::{Exercise, ExerciseName, JudgedBy, Lesson, Lints};
use seal::Needs;
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

const DEFAULT_POINTS: i64 = 10;
const DEFAULT_DEADLINE: f64 = 5.0;

pub(super) fn exercise(
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
        after: None,
        needs: needs(raw)?,
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

pub(super) fn exercise_dir(raw: &RawExercise) -> Result<String, InfoError> {
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
        .map(|hint| joined(hint))
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

/// Whoever writes `file` must not find out by tests that fail.
fn needs(raw: &RawExercise) -> Result<Needs, InfoError> {
    let mut needs = Needs::default();
    let Some(words) = &raw.needs else {
        return Ok(needs);
    };
    for word in &words.value {
        if !needs.allow(word) {
            let wanted = "a list of \"files\", \"sockets\" and \"processes\"";
            let place = &raw.place;
            return Err(out_of_range(place, "needs", wanted, words.line, word));
        }
    }
    Ok(needs)
}

fn is_set(flag: &Option<At<bool>>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

/// Names, aliases and files, each with the line that used it first.
#[derive(Default)]
pub(super) struct Names(HashMap<String, usize>);

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
