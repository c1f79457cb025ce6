//! Where an answer may lie in a submission: in a whole workbook, in the content
//! of its `exercises`, or beside all others.

use crate::course::{Course, Exercise};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// For each exercise of the course, where its answer may lie. The first file
/// that is there counts.
pub(super) fn candidates(course: &Course) -> Vec<Vec<PathBuf>> {
    let flat: Vec<_> = course.exercises.iter().map(flat_names).collect();
    let mut claims: HashMap<&Path, usize> = HashMap::new();
    for name in flat.iter().flatten() {
        *claims.entry(name).or_default() += 1;
    }
    let of_one = |(exercise, names): (&Exercise, &Vec<PathBuf>)| {
        let mut paths = vec![course.shown_path(exercise), exercise.file.clone()];
        // A name that two exercises have says nothing.
        let clear = names.iter().filter(|name| claims[name.as_path()] == 1);
        for name in clear {
            if !paths.contains(name) {
                paths.push(name.clone());
            }
        }
        paths
    };
    course.exercises.iter().zip(&flat).map(of_one).collect()
}

/// `02_join.rs`, `join.rs`, and the same with the names that it had before.
fn flat_names(exercise: &Exercise) -> Vec<PathBuf> {
    let mut names: Vec<_> = exercise
        .file
        .file_name()
        .map(PathBuf::from)
        .into_iter()
        .collect();
    let known = std::iter::once(&exercise.name).chain(&exercise.aliases);
    for name in known.map(|name| PathBuf::from(format!("{name}.rs"))) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::ExerciseName;
    use crate::reporter::sample;

    #[track_caller]
    fn check(course: &Course, exercise: usize, want: &[&str]) {
        let paths = &candidates(course)[exercise];
        let paths: Vec<_> = paths.iter().map(|path| path.to_str().unwrap()).collect();
        assert_eq!(paths, want);
    }

    #[test]
    fn all_layouts_are_known_and_so_are_old_names() {
        let mut course = sample::course();
        course.exercises[0].aliases = vec![ExerciseName::new("join1").unwrap()];
        let want = [
            "exercises/03_async_fundamentals/02_join.rs",
            "03_async_fundamentals/02_join.rs",
            "02_join.rs",
            "join.rs",
            "join1.rs",
        ];
        check(&course, 0, &want);
    }

    #[test]
    fn a_name_of_two_exercises_is_taken_from_neither() {
        let mut course = sample::course();
        course.exercises[0].file = PathBuf::from("01_a/select.rs");
        let want = ["exercises/01_a/select.rs", "01_a/select.rs", "join.rs"];
        check(&course, 0, &want);
        course.exercises[0].file = PathBuf::from("select.rs");
        check(&course, 0, &["exercises/select.rs", "select.rs", "join.rs"]);
    }
}
