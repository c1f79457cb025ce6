//! `workbook dev stress`: every answer again and again, on one core, on all of
//! them and beside busy processes. One verdict that differs is one too many.

mod json;
mod run;
mod tables;
mod tally;
mod text;

pub use super::selection::Selection;
pub use run::{Options, execute};
