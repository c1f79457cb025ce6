//! The `[[paths]]` tables: ways through the course that leave exercises out.

use super::super::error::{InfoError, Problem, did_you_mean};
use super::super::raw::RawPath;
use super::super::reader::At;
use super::value::{at, folder, out_of_range, taken, text_of, title_of};
use crate::course::{Exercise, ExerciseName, LearningPath};

pub(super) fn paths(
    raw: &[RawPath],
    exercises: &[Exercise],
) -> Result<Vec<LearningPath>, InfoError> {
    let mut paths: Vec<LearningPath> = Vec::new();
    for one in raw {
        let name = folder(&one.place, "name", &one.name)?;
        if let Some(twin) = paths.iter().position(|known| known.name == name) {
            let first = raw[twin].name.line;
            let what = format!("the name `{name}`");
            return Err(taken(&one.place, one.name.line, what, first));
        }
        if one.exercises.value.is_empty() {
            let (wanted, line) = ("a list of at least one exercise", one.exercises.line);
            return Err(out_of_range(&one.place, "exercises", wanted, line, "[]"));
        }
        let title = text_of(one.title.clone()).unwrap_or_else(|| title_of(&name));
        paths.push(LearningPath {
            name,
            title,
            exercises: named(&one.exercises, exercises)?,
        });
    }
    Ok(paths)
}

/// The exercises that a path names.
fn named(list: &At<Vec<String>>, exercises: &[Exercise]) -> Result<Vec<ExerciseName>, InfoError> {
    let find = |name: &String| {
        let known = exercises.iter().find(|one| one.name.as_str() == name);
        known.map(|one| one.name.clone()).ok_or_else(|| {
            let names: Vec<_> = exercises.iter().map(|one| one.name.as_str()).collect();
            let problem = Problem::UnknownName {
                what: "exercise",
                name: name.clone(),
                hint: did_you_mean(name, &names),
            };
            at(list.line, problem)
        })
    };
    list.value.iter().map(find).collect()
}
