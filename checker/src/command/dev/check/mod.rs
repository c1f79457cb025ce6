//! `workbook dev check`: the course is sound, wrong answers are refused with
//! the finding that they are filed with, and right ones pass.

mod answers;
mod files;
mod folders;
mod format;
mod hints;
mod judging;
mod manifest;
mod problem;
mod queue;
mod run;
#[cfg(test)]
mod sample;
mod trial;

pub use judging::{ByJudge, Judging};
pub use run::{Options, execute};
