//! Tests that a `[grading]` table names must be there, or their weight would
//! count for nothing.

use crate::course::{Course, Grading, JudgedBy};
use crate::judge::expected_tests;
use anyhow::Context;
use std::fs;

/// A test that is named and is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchTest {
    /// The exercise.
    pub exercise: String,
    /// The test as it is named.
    pub test: String,
    /// The tests that there are; empty where only the compiler knows.
    pub known: Vec<String>,
}

impl std::fmt::Display for NoSuchTest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (exercise, test) = (&self.exercise, &self.test);
        write!(f, "the exercise `{exercise}` has no test `{test}`")?;
        match self.known.is_empty() {
            true => Ok(()),
            false => write!(f, "; its tests are: {}", self.known.join(", ")),
        }
    }
}

/// The named tests that are not there.
///
/// # Errors
///
/// Where the tests of an exercise cannot be read.
pub fn missing_tests(course: &Course, grading: &Grading) -> anyhow::Result<Vec<NoSuchTest>> {
    let mut missing = Vec::new();
    for (name, own) in &grading.exercises {
        let Some(exercise) = course.find(name).filter(|_| !own.tests.is_empty()) else {
            continue;
        };
        let hidden = exercise.judged_by == JudgedBy::HiddenTest;
        let path = match hidden {
            true => course.hidden_path(exercise),
            false => course.exercise_path(exercise),
        };
        let shown = path.display();
        let source =
            fs::read_to_string(&path).with_context(|| format!("failed to read `{shown}`"))?;
        let known = match hidden {
            true => expected_tests(&source).with_context(|| format!("`{shown}`"))?,
            false => Vec::new(),
        };
        let is_there = |test: &str| match hidden {
            true => known.iter().any(|known| known == test),
            // The full name has the modules before it.
            false => {
                let last = test.rsplit("::").next().unwrap_or(test);
                source.contains(&format!("fn {last}("))
            }
        };
        for test in own.tests.keys().filter(|test| !is_there(test)) {
            missing.push(NoSuchTest {
                exercise: name.clone(),
                test: test.clone(),
                known: known.clone(),
            });
        }
    }
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::ExerciseGrading;
    use crate::reporter::sample;
    use std::collections::BTreeMap;

    #[track_caller]
    fn check(judged_by: JudgedBy, source: &str, want: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        course.root = dir.path().to_owned();
        course.hidden = dir.path().join("exercises");
        course.exercises[0].judged_by = judged_by;
        let path = course.exercise_path(&course.exercises[0]);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source).unwrap();
        let tests = ["a", "tests::b"].map(|name| (name.to_owned(), 2.0));
        let one = ExerciseGrading {
            tests: BTreeMap::from(tests),
            ..ExerciseGrading::default()
        };
        let grading = Grading {
            exercises: BTreeMap::from([("join".to_owned(), one)]),
            ..Grading::default()
        };
        let missing = missing_tests(&course, &grading).unwrap();
        let missing: Vec<_> = missing.iter().map(ToString::to_string).collect();
        assert_eq!(missing, want);
    }

    #[test]
    fn a_test_that_is_not_there_is_named_beside_those_that_are() {
        let want = "the exercise `join` has no test `tests::b`; its tests are: a, c";
        check(JudgedBy::HiddenTest, "proof::main!(a, c);", &[want]);
        let want = "the exercise `join` has no test `a`";
        check(JudgedBy::OwnTests, "#[test] fn b() {}", &[want]);
        check(JudgedBy::OwnTests, "fn a() {} fn b() {}", &[]);
    }
}
