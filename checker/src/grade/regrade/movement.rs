//! What a regrading changed, for programs: `regrade.json`, a public interface.

use crate::reporter::json::Status;
use serde::Serialize;

/// What was judged again, and whose points moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Regrade {
    /// `workbook/regrade/v1`.
    pub schema: String,
    /// The course's id.
    pub course: String,
    /// Whether nothing was judged and nothing was written.
    pub dry_run: bool,
    /// How many different answers were judged again, or would be.
    pub judged: usize,
    /// How many answers kept their verdicts.
    pub kept: usize,
    /// How many submissions there are.
    pub graded: usize,
    /// Where the results of before are now, in the folder of the results; `null` of a dry
    /// run.
    pub earlier: Option<String>,
    /// The exercises whose verdicts can be others than before, in the order of the course.
    pub exercises: Vec<Touched>,
    /// The submissions of which something is other than before; none of a dry run.
    pub submissions: Vec<Moved>,
}

/// An exercise that is judged by something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Touched {
    /// Its name.
    pub id: String,
    /// What is different, for people: `the hidden test`. Empty where verdicts were
    /// missing though nothing changed.
    pub changed: Vec<String>,
    /// How many answers to it were handed in.
    pub answers: usize,
    /// How many of them had to be judged: each text once, and only those without a verdict.
    pub judged: usize,
}

/// A submission with other points or another verdict than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Moved {
    /// Its id.
    pub id: String,
    /// Of the person.
    pub name: Option<String>,
    /// In all; `null` where it was not graded before.
    pub points_before: Option<f64>,
    /// In all.
    pub points: f64,
    /// What could be had before; `null` where it was not graded.
    pub max_points_before: Option<f64>,
    /// What can be had.
    pub max_points: f64,
    /// The exercises that have other points or another verdict.
    pub exercises: Vec<MovedExercise>,
}

/// An exercise of a submission with other points or another verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MovedExercise {
    /// Its name.
    pub id: String,
    /// Before; `null` where there was none.
    pub status_before: Option<Status>,
    /// Now; `null` where the course has no such exercise any more.
    pub status: Option<Status>,
    /// Before; `null` where it was not graded, or could not be judged.
    pub points_before: Option<f64>,
    /// Now; `null` where it could not be judged, or is gone.
    pub points: Option<f64>,
    /// What could be had before.
    pub max_points_before: Option<f64>,
    /// What can be had.
    pub max_points: Option<f64>,
    /// Because of what, for people.
    pub why: Vec<String>,
}

impl Moved {
    /// Whether the points are others, and not only verdicts.
    #[must_use]
    pub fn has_other_points(&self) -> bool {
        self.points_before != Some(self.points)
            || self.max_points_before != Some(self.max_points)
            || self.exercises.iter().any(MovedExercise::has_other_points)
    }
}

impl MovedExercise {
    /// Whether its points are others, and not only its verdict.
    #[must_use]
    pub fn has_other_points(&self) -> bool {
        self.points_before != self.points || self.max_points_before != self.max_points
    }
}
