//! The native report, `workbook/report/v1`, of `run` and `check`.

mod build;
mod timestamp;
mod types;

#[cfg(test)]
mod tests;

pub use build::{Judged, Run, assemble, exercise_report, report};
pub use timestamp::rfc3339;
pub use types::*;
