//! The native report, `workbook/report/v1`, of `run` and `check`.

mod build;
#[cfg(test)]
mod schema;
mod status;
mod timeline;
mod timestamp;
mod types;

#[cfg(test)]
mod tests;

pub use build::{Judged, Run, assemble, exercise_report, report};
pub use timeline::{SpanReport, Timeline};
pub use timestamp::rfc3339;
pub use types::*;
