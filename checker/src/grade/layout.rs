//! Where an answer may lie in a submission: in a whole workbook, in the content
//! of its `exercises`, or beside all others; and what looks like one elsewhere.

use crate::course::{Course, Exercise};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// For each exercise of the course, where its answer may lie.
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

/// Names that people and programs make of the name of an exercise.
#[derive(Debug)]
pub(super) struct Likeness {
    /// The words of its file, and of its name and former names.
    words: Vec<Vec<String>>,
}

impl Likeness {
    pub(super) fn of(exercise: &Exercise) -> Self {
        let names = flat_names(exercise);
        let mut words: Vec<_> = names.iter().map(|name| words_of(&stem(name))).collect();
        words.retain(|words| !words.is_empty());
        Self { words }
    }

    /// Whether a file of this name could be meant for it: `02_join (1).rs`,
    /// `02_Join.RS`, `lovelaceada_17_204_02_join.rs`, `02_join.rs.txt`.
    pub(super) fn is_meant_by(&self, name: &Path) -> bool {
        let text = name.to_string_lossy().to_lowercase();
        let found = words_of(&stem(Path::new(&text)));
        let is_code = text.contains(".rs");
        let mut known = self.words.iter().enumerate();
        // The name alone is a word like any other, unless it is a file of Rust.
        known.any(|(at, words)| {
            (is_code || (at == 0 && words.len() > 1))
                && found.windows(words.len()).any(|part| part == words)
        })
    }
}

/// Without anything from the first dot on.
fn stem(name: &Path) -> String {
    let name = name.to_string_lossy();
    let stem = name.split('.').next();
    stem.unwrap_or_default().to_owned()
}

fn words_of(stem: &str) -> Vec<String> {
    let words = stem.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
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

    #[test]
    fn a_name_that_was_changed_on_the_way_is_still_seen() {
        let join = Likeness::of(&sample::course().exercises[0]);
        for name in [
            "02_join (1).rs",
            "02_join(2).rs",
            "02_Join.RS",
            "02-join.rs",
            "02_join - Copy.rs",
            "Kopie von 02_join.rs",
            "lovelaceada_17_204_02_join.rs",
            "02_join.rs.txt",
            "02_join.txt",
            "my join.rs",
        ] {
            assert!(join.is_meant_by(Path::new(name)), "{name}");
        }
        for name in [
            "joiner.rs",
            "03_select.rs",
            "join.txt",
            "02.rs",
            "README.md",
            ".rs",
        ] {
            assert!(!join.is_meant_by(Path::new(name)), "{name}");
        }
    }
}
