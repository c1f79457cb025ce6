//! The native report, `workbook/report/v1`, of `run` and `check`.

mod build;
mod changes;
mod finding;
mod layers;
#[cfg(test)]
pub(crate) mod schema;
mod speed_up;
mod status;
mod timeline;
mod timestamp;
mod types;

#[cfg(test)]
mod tests;

pub use build::{Judged, Run, assemble, exercise_report, report, unjudged};
pub use changes::{Late, Override};
pub use finding::{FindingReport, Place};
pub use layers::{Containment, Integrity, Kept, Layers, SealReport};
pub use speed_up::SpeedUp;
pub use timeline::{SpanReport, Timeline};
pub use timestamp::rfc3339;
pub use types::*;
