//! `workbook`: judges exercises in concurrency, with proof of how they ran.
//!
//! Start at `checker/ARCHITECTURE.md`.

pub mod assets;
pub mod cache_dir;
pub mod classify;
pub mod command;
pub mod compile;
pub mod course;
pub mod deps;
pub mod event;
pub mod exit;
pub mod files;
pub mod harness;
pub mod info_file;
pub mod judge;
pub mod process;
pub mod progress;
pub mod restore;
pub mod toolchain;
pub mod verdict;
