//! The tables of an info file as they are written: types are right, and
//! nothing else is known about them yet.

use super::error::{InfoError, Problem};
use super::reader::{At, Reader};

pub(super) struct RawCourse {
    pub(super) format_version: Option<At<i64>>,
    pub(super) course: Option<At<String>>,
    pub(super) title: Option<At<String>>,
    pub(super) welcome_message: Option<At<String>>,
    pub(super) final_message: Option<At<String>>,
    pub(super) unsafe_code: Option<At<String>>,
    pub(super) lessons: Vec<RawLesson>,
    pub(super) exercises: Vec<RawExercise>,
    pub(super) paths: Vec<RawPath>,
}

pub(super) struct RawLesson {
    pub(super) place: String,
    pub(super) dir: At<String>,
    pub(super) title: Option<At<String>>,
    pub(super) track: Option<At<String>>,
    pub(super) crates: Option<At<Vec<String>>>,
    pub(super) proofs: Option<At<Vec<String>>>,
}

pub(super) struct RawPath {
    pub(super) place: String,
    pub(super) name: At<String>,
    pub(super) title: Option<At<String>>,
    pub(super) exercises: At<Vec<String>>,
}

pub(super) struct RawExercise {
    pub(super) place: String,
    pub(super) line: usize,
    pub(super) name: At<String>,
    pub(super) dir: Option<At<String>>,
    pub(super) file: Option<At<String>>,
    pub(super) test: Option<At<bool>>,
    pub(super) strict_clippy: Option<At<bool>>,
    pub(super) lints: Option<At<String>>,
    pub(super) hint: At<String>,
    pub(super) hints: Option<At<Vec<String>>>,
    pub(super) skip_check_unsolved: Option<At<bool>>,
    pub(super) points: Option<At<i64>>,
    pub(super) stars: Option<At<i64>>,
    pub(super) deadline: Option<At<f64>>,
    pub(super) aliases: Option<At<Vec<String>>>,
    pub(super) needs: Option<At<Vec<String>>>,
}

/// Read the whole file; what is unknown goes to `warnings`.
pub(super) fn course(
    mut top: Reader<'_>,
    warnings: &mut Vec<String>,
) -> Result<RawCourse, InfoError> {
    let mut raw = RawCourse {
        format_version: top.integer("format_version")?,
        course: top.string("course")?,
        title: top.string("title")?,
        welcome_message: top.string("welcome_message")?,
        final_message: top.string("final_message")?,
        unsafe_code: top.string("unsafe_code")?,
        lessons: Vec::new(),
        exercises: Vec::new(),
        paths: Vec::new(),
    };
    for (index, table) in top.tables("lessons")?.into_iter().enumerate() {
        let table = top.inner(table, format!("lesson {}", index + 1));
        raw.lessons.push(lesson(table, warnings)?);
    }
    for (index, table) in top.tables("exercises")?.into_iter().enumerate() {
        let table = top.inner(table, format!("exercise {}", index + 1));
        raw.exercises.push(exercise(table, warnings)?);
    }
    for (index, table) in top.tables("paths")?.into_iter().enumerate() {
        let table = top.inner(table, format!("path {}", index + 1));
        raw.paths.push(path(table, warnings)?);
    }
    // Read when lessons and exercises are known.
    top.leave("grading");
    top.finish(warnings);
    Ok(raw)
}

fn lesson(mut table: Reader<'_>, warnings: &mut Vec<String>) -> Result<RawLesson, InfoError> {
    let dir = table.string("dir")?;
    let dir = required(&table, dir, "dir", "dir = \"03_async_fundamentals\"")?;
    table.place = format!("lesson `{}`", dir.value);
    let raw = RawLesson {
        place: table.place.clone(),
        dir,
        title: table.string("title")?,
        track: table.string("track")?,
        crates: table.strings("crates")?,
        proofs: table.strings("proofs")?,
    };
    table.finish(warnings);
    Ok(raw)
}

fn path(mut table: Reader<'_>, warnings: &mut Vec<String>) -> Result<RawPath, InfoError> {
    let name = table.string("name")?;
    let name = required(&table, name, "name", "name = \"core\"")?;
    table.place = format!("path `{}`", name.value);
    let exercises = table.strings("exercises")?;
    let example = "exercises = [\"join\", \"select\"]";
    let raw = RawPath {
        place: table.place.clone(),
        name,
        title: table.string("title")?,
        exercises: required(&table, exercises, "exercises", example)?,
    };
    table.finish(warnings);
    Ok(raw)
}

fn exercise(mut table: Reader<'_>, warnings: &mut Vec<String>) -> Result<RawExercise, InfoError> {
    let name = table.string("name")?;
    let name = required(&table, name, "name", "name = \"join\"")?;
    table.place = format!("exercise `{}`", name.value);
    let hint = table.string("hint")?;
    let hint = required(&table, hint, "hint", "hint = \"where to look first\"")?;
    let raw = RawExercise {
        place: table.place.clone(),
        line: table.line,
        name,
        dir: table.string("dir")?,
        file: table.string("file")?,
        test: table.boolean("test")?,
        strict_clippy: table.boolean("strict_clippy")?,
        lints: table.string("lints")?,
        hint,
        hints: table.strings("hints")?,
        skip_check_unsolved: table.boolean("skip_check_unsolved")?,
        points: table.integer("points")?,
        stars: table.integer("stars")?,
        deadline: table.float("deadline")?,
        aliases: table.strings("aliases")?,
        needs: table.strings("needs")?,
    };
    table.finish(warnings);
    Ok(raw)
}

fn required<T>(
    table: &Reader<'_>,
    value: Option<T>,
    key: &'static str,
    example: &'static str,
) -> Result<T, InfoError> {
    value.ok_or_else(|| InfoError {
        line: table.line,
        problem: Problem::Missing {
            place: table.place.clone(),
            key,
            example,
        },
    })
}
