//! `workbook`: judges exercises in concurrency, with proof of how they ran.
//!
//! Start at `checker/ARCHITECTURE.md`.

pub mod cli;
pub mod course;
pub mod event;
pub mod exit;
pub mod reporter;
pub mod timeline;
pub mod verdict;
