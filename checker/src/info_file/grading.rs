//! The table `[grading]`, of an info file or of a policy file. A typo in it
//! would change grades, so what is unknown here is an error.

use super::check::value::whole;
use super::error::{InfoError, Problem, did_you_mean};
use super::reader::{At, Reader, line_at};
use crate::course::{Exercise, ExerciseGrading, GRACE, Grading, LatePolicy, Lesson, grace_of};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Heavier is a typo.
const MOST_WEIGHT: f64 = 1000.0;
const WEIGHT: &str = "a number from 0 to 1000";
const PERCENT: &str = "a number from 0 to 100, which are percent";

/// Read a policy file for a course with these lessons and exercises.
///
/// # Errors
///
/// The first thing that is wrong, with its line.
pub fn parse_policy(
    text: &str,
    lessons: &[Lesson],
    exercises: &[Exercise],
) -> Result<Grading, InfoError> {
    let table = DeTable::parse(text).map_err(|error| InfoError {
        line: line_at(text, error.span().map_or(0, |span| span.start)),
        problem: Problem::Syntax(error.message().to_owned()),
    })?;
    let mut top = Reader::new(text, &table, "the policy");
    let grading = grading(&mut top, lessons, exercises)?;
    top.finish_strictly()?;
    grading.ok_or_else(|| InfoError {
        line: 1,
        problem: Problem::Missing {
            place: "the policy".to_owned(),
            key: "grading",
            example: "[grading]",
        },
    })
}

/// The table `[grading]` of `top`, if it has one.
pub(super) fn grading(
    top: &mut Reader<'_>,
    lessons: &[Lesson],
    exercises: &[Exercise],
) -> Result<Option<Grading>, InfoError> {
    let Some(mut table) = top.table("grading")? else {
        return Ok(None);
    };
    let mut grading = Grading {
        partial: table.boolean("partial")?.map(|at| at.value),
        due: table.date("due")?.map(|at| at.value),
        ..Grading::default()
    };
    if let Some(mut table) = table.table("late")? {
        grading.late = Some(late(&mut table)?);
        table.finish_strictly()?;
    }
    if let Some(table) = table.table("lessons")? {
        let known: Vec<_> = lessons.iter().map(|lesson| lesson.dir.as_str()).collect();
        for (dir, mut lesson) in table.inner_tables("lesson")? {
            known_name(&lesson, "lesson", &dir, &known)?;
            let weight = lesson.float("weight")?;
            let weight = self::weight(&lesson.place, "weight", weight)?;
            grading.lessons.extend(weight.map(|weight| (dir, weight)));
            lesson.finish_strictly()?;
        }
    }
    if let Some(table) = table.table("exercises")? {
        let known: Vec<_> = exercises.iter().map(|e| e.name.as_str()).collect();
        for (name, mut table) in table.inner_tables("exercise")? {
            known_name(&table, "exercise", &name, &known)?;
            let one = exercise(&mut table)?;
            table.finish_strictly()?;
            grading.exercises.insert(name, one);
        }
    }
    table.finish_strictly()?;
    Ok(Some(grading))
}

/// What late answers lose.
fn late(table: &mut Reader<'_>) -> Result<LatePolicy, InfoError> {
    let (place, line) = (table.place.clone(), table.line);
    let per_day = percent(&place, "per_day", table.float("per_day")?)?;
    let per_day = per_day.ok_or_else(|| InfoError {
        line,
        problem: Problem::Missing {
            place: place.clone(),
            key: "per_day",
            example: "per_day = 10",
        },
    })?;
    let cap = percent(&place, "cap", table.float("cap")?)?;
    let grace = match table.string("grace")? {
        None => 0,
        Some(At { value, line }) => grace_of(&value).ok_or_else(|| InfoError {
            line,
            problem: Problem::OutOfRange {
                place,
                key: "grace".to_owned(),
                wanted: GRACE,
                found: format!("`{value}`"),
            },
        })?,
    };
    Ok(LatePolicy {
        per_day,
        cap: cap.unwrap_or(100.0),
        grace,
    })
}

fn exercise(table: &mut Reader<'_>) -> Result<ExerciseGrading, InfoError> {
    let points = table.integer("points")?;
    let wanted = "a whole number from 0 to 1000";
    let points = whole(&table.place, "points", wanted, &points, 0..=1000)?;
    Ok(ExerciseGrading {
        points: points.and_then(|points| u32::try_from(points).ok()),
        partial: table.boolean("partial")?.map(|at| at.value),
        tests: match table.table("tests")? {
            Some(tests) => weights(&tests)?,
            None => BTreeMap::new(),
        },
    })
}

/// Each key is a test's name.
fn weights(tests: &Reader<'_>) -> Result<BTreeMap<String, f64>, InfoError> {
    let mut weights = BTreeMap::new();
    for (name, found) in tests.floats()? {
        let weight = weight(&tests.place, &name, Some(found))?;
        weights.extend(weight.map(|weight| (name, weight)));
    }
    Ok(weights)
}

fn weight(place: &str, key: &str, found: Option<At<f64>>) -> Result<Option<f64>, InfoError> {
    up_to((MOST_WEIGHT, WEIGHT), place, key, found)
}

fn percent(place: &str, key: &str, found: Option<At<f64>>) -> Result<Option<f64>, InfoError> {
    up_to((100.0, PERCENT), place, key, found)
}

fn up_to(
    (most, wanted): (f64, &'static str),
    place: &str,
    key: &str,
    found: Option<At<f64>>,
) -> Result<Option<f64>, InfoError> {
    match found {
        Some(At { value, line }) if !(0.0..=most).contains(&value) => Err(InfoError {
            line,
            problem: Problem::OutOfRange {
                place: place.to_owned(),
                key: key.to_owned(),
                wanted,
                found: format!("`{value}`"),
            },
        }),
        Some(found) => Ok(Some(found.value)),
        None => Ok(None),
    }
}

fn known_name(
    table: &Reader<'_>,
    what: &'static str,
    name: &str,
    known: &[&str],
) -> Result<(), InfoError> {
    if known.contains(&name) {
        return Ok(());
    }
    Err(InfoError {
        line: table.line,
        problem: Problem::UnknownName {
            what,
            name: name.to_owned(),
            hint: did_you_mean(name, known),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    const COURSE: &str = r#"format_version = 1
[[exercises]]
name = "join"
dir = "03_async"
hint = ""
"#;

    fn policy(text: &str) -> Result<Grading, InfoError> {
        let course = parse(COURSE).unwrap();
        parse_policy(text, &course.lessons, &course.exercises)
    }

    #[track_caller]
    fn refused(text: &str, want: &str) {
        let error = policy(&format!("[grading]\n{text}"))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(want), "{error}");
    }

    #[test]
    fn everything_that_can_be_said_is_read_from_either_file() {
        let text = "[grading]\npartial = true\ndue = 2026-11-23T22:00:00Z\n\
                    [grading.late]\nper_day = 10\ngrace = \"15m\"\ncap = 50\n\
                    [grading.lessons.03_async]\nweight = 1.5\n\
                    [grading.exercises.join]\npoints = 20\npartial = false\n\
                    tests = { both_at_once = 3, \"tests::a\" = 0.5 }\n";
        let read = policy(text).unwrap();
        assert_eq!(read.partial, Some(true));
        assert_eq!(read.due.as_deref(), Some("2026-11-23T22:00:00Z"));
        let late = LatePolicy::parse("per-day=10,grace=15m,cap=50").unwrap();
        assert_eq!(read.late, late);
        assert_eq!(read.lessons["03_async"], 1.5);
        let join = &read.exercises["join"];
        assert_eq!((join.points, join.partial), (Some(20), Some(false)));
        assert_eq!(join.tests["both_at_once"], 3.0);
        assert_eq!(join.tests["tests::a"], 0.5);
        let course = parse(&format!("{COURSE}{text}")).unwrap();
        assert_eq!(course.grading, read);
        assert_eq!(course.warnings, [""; 0]);
    }

    #[test]
    fn a_typo_is_an_error_with_its_line() {
        refused(
            "partical = true",
            "info.toml:2: `grading`: there is no key `partical` (did you mean `partial`?)",
        );
        refused(
            "\n[grading.exercises.jion]\npoints = 1",
            "info.toml:3: the course has no exercise `jion` (did you mean `join`?)",
        );
        refused(
            "[grading.lessons.03_asinc]\nweight = 1",
            "info.toml:2: the course has no lesson `03_asinc` (did you mean `03_async`?)",
        );
    }

    #[test]
    fn a_value_that_makes_no_sense_is_an_error_with_its_line() {
        refused(
            "partial = \"yes\"",
            "info.toml:2: `grading`: `partial` must be true or false, but this is a string",
        );
        refused(
            "[grading.lessons.03_async]\nweight = -1",
            "info.toml:3: lesson `03_async`: `weight` must be a number from 0 to 1000, not `-1`",
        );
        refused(
            "[grading.exercises.join]\npoints = 1.5",
            "info.toml:3: exercise `join`: `points` must be a whole number",
        );
        refused(
            "[grading.exercises.join]\ntests = { a = nan }",
            "info.toml:3: `tests`: `a` must be a number from 0 to 1000, not `NaN`",
        );
        refused(
            "[grading.late]\ngrace = \"15m\"",
            "info.toml:2: `late`: `per_day` is missing; add `per_day = 10`",
        );
        refused(
            "[grading.late]\nper_day = 110",
            "info.toml:3: `late`: `per_day` must be a number from 0 to 100",
        );
        refused(
            "[grading.late]\nper_day = 10\ngrace = \"15\"",
            "info.toml:4: `late`: `grace` must be a time such as 15m, 2h or 1d",
        );
        refused(
            "exercises = 1",
            "info.toml:2: `grading`: `exercises` must be a table, but this is an integer",
        );
    }

    #[test]
    fn a_policy_without_its_table_says_what_to_add() {
        let error = policy("").unwrap_err().to_string();
        assert!(error.contains("add `[grading]`"), "{error}");
        let error = policy("partial = true\n[grading]").unwrap_err().to_string();
        assert!(error.contains("no key `partial`"), "{error}");
    }
}
