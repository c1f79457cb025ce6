//! A finding in a report, and a place in a file.

use serde::{Deserialize, Serialize};

/// One reason to refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingReport {
    /// `not-concurrent`, …
    #[cfg_attr(test, schemars(schema_with = "super::schema::kind"))]
    pub kind: report::Kind,
    /// What was seen.
    pub observed: String,
    /// The promise that it breaks, in words of the exercise; `null` where none was
    /// named.
    #[serde(default)]
    pub promised: Option<String>,
    /// What that means.
    pub meaning: String,
    /// Where to look; empty where the cause is not known.
    pub look_at: String,
    /// The place, where one is known.
    pub location: Option<Place>,
}

/// A place in a file; line and column count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place {
    /// Relative to the course, where it lies in it.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub col: u32,
}
