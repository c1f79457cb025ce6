//! `workbook`: judges exercises in concurrency, with proof of how they ran.
//!
//! Start at `checker/ARCHITECTURE.md`.

pub mod assets;
pub mod cache_dir;
pub mod command;
pub mod course;
pub mod event;
pub mod exit;
pub mod info_file;
pub mod progress;
pub mod restore;
pub mod verdict;
