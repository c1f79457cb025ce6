//! What became of the points of an answer after it was judged. The verdict stays as it was.

use serde::{Deserialize, Serialize};

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
