//! `workbook dev mutants`: small changes to right answers, each judged like an
//! answer. One that passes breaks nothing, or the hidden test does not ask for
//! what it breaks.

mod candidates;
mod equivalents;
mod json;
mod make;
mod run;
mod sampling;
mod stale;
mod tally;
mod text;

pub(super) use equivalents::FILE as EQUIVALENTS;

pub use super::selection::Selection;
pub use run::{Options, execute};
pub use sampling::Sample;
