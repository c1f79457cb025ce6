//! `workbook dev check`: the course is sound, wrong answers are refused with
//! the finding that they are filed with, and right ones pass.

mod after;
mod files;
mod filing;
mod folders;
mod format;
mod hints;
mod manifest;
mod problem;
mod promises;
mod run;
mod unexpected;

pub(super) use promises::promises_of;
pub use run::{Options, execute};
