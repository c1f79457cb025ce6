//! What became of the points of an answer after it was judged. The verdict stays as it was.

use serde::{Deserialize, Serialize};

/// What lateness took from the points of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Late {
    /// When it was due, with the extension: RFC 3339, in UTC.
    pub due: String,
    /// How long after that it was handed in.
    pub seconds: u64,
    /// The days that count: each that was started; 0 within the grace.
    pub days: u64,
    /// The points before something was taken.
    pub points_before: f64,
    /// The points that were taken.
    pub taken: f64,
    /// By which rule, for people.
    pub rule: String,
}

/// Points that an instructor set. The verdict stands beside them, unchanged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Override {
    /// What counts.
    pub points: f64,
    /// What the verdict is worth.
    pub judged_points: f64,
    /// In the instructor's words.
    pub reason: String,
}
