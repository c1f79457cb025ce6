//! How verdicts become points: what a course says, and what a policy changes.

use super::late::LatePolicy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The table `[grading]` of an info file or of a policy file. What is not said
/// is `None` or not listed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grading {
    /// Whether tests that passed count where others did not.
    pub partial: Option<bool>,
    /// When answers are due, where the roster does not say it.
    pub due: Option<String>,
    /// What late answers lose; nothing where this is `None`.
    pub late: Option<LatePolicy>,
    /// By the lesson's folder: what the points of its exercises are multiplied by.
    pub lessons: BTreeMap<String, f64>,
    /// By the exercise's name.
    pub exercises: BTreeMap<String, ExerciseGrading>,
}

/// What is special about one exercise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExerciseGrading {
    /// Instead of the points in its `[[exercises]]` table.
    pub points: Option<u32>,
    /// Instead of what is said for the whole course.
    pub partial: Option<bool>,
    /// By the test's name; a test that is not listed weighs 1.
    pub tests: BTreeMap<String, f64>,
}

impl Grading {
    /// What `policy` says where it says something, else what this says.
    #[must_use]
    pub fn changed_by(mut self, policy: Grading) -> Self {
        self.partial = policy.partial.or(self.partial);
        self.due = policy.due.or(self.due);
        self.late = policy.late.or(self.late);
        self.lessons.extend(policy.lessons);
        for (name, change) in policy.exercises {
            let own = self.exercises.entry(name).or_default();
            own.points = change.points.or(own.points);
            own.partial = change.partial.or(own.partial);
            own.tests.extend(change.tests);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_changes_what_it_names_and_keeps_the_rest() {
        let tests = |weights: &[(&str, f64)]| {
            let weights = weights.iter();
            weights
                .map(|(name, by)| ((*name).to_owned(), *by))
                .collect()
        };
        let join = |points, weights| {
            let one = ExerciseGrading {
                points,
                partial: None,
                tests: tests(weights),
            };
            BTreeMap::from([("join".to_owned(), one)])
        };
        let late = LatePolicy {
            per_day: 10.0,
            cap: 50.0,
            grace: 0,
        };
        let course = Grading {
            partial: Some(true),
            due: Some("monday".to_owned()),
            late: Some(late),
            lessons: tests(&[("01_sync", 2.0)]),
            exercises: join(Some(20), &[("a", 1.0), ("b", 2.0)]),
        };
        let policy = Grading {
            due: Some("friday".to_owned()),
            exercises: join(None, &[("b", 5.0)]),
            ..Grading::default()
        };
        let both = course.changed_by(policy);
        assert_eq!(both.partial, Some(true));
        assert_eq!(both.late, Some(late));
        assert_eq!(both.due.as_deref(), Some("friday"));
        assert_eq!(both.lessons, tests(&[("01_sync", 2.0)]));
        assert_eq!(both.exercises, join(Some(20), &[("a", 1.0), ("b", 5.0)]));
    }
}
