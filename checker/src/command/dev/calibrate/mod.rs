//! `workbook dev calibrate`: how long right answers take, and which deadlines
//! would leave them room on a machine that is much slower.

mod proposal;
mod run;
mod text;

pub use super::selection::Selection;
pub use run::{Options, execute};
