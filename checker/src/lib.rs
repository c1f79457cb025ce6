//! `workbook`: judges exercises in concurrency, with proof of how they ran.
//!
//! Start at `checker/ARCHITECTURE.md`.

pub mod course;
pub mod event;
pub mod exit;
pub mod verdict;
pub mod watch;
