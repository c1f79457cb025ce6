//! `workbook dev …`: what an author of exercises needs.

mod answers;
pub mod book;
pub mod calibrate;
pub mod check;
mod judging;
pub mod mutants;
pub mod new;
mod outputs;
pub mod pack;
mod queue;
mod rounds;
#[cfg(test)]
mod sample;
mod selection;
mod settled;
pub mod stress;
mod trial;
pub mod verdicts;

pub use judging::{ByJudge, Judging};
pub use outputs::Outputs;
pub(super) use rounds::keep_busy;
pub use rounds::{Busy, OnShelf, Plan, Trying};
