//! The program that a `lab::Worker` runs, and what it says to a gate of
//! processes.

use std::env::consts::EXE_SUFFIX;

/// The source of the program that every worker is.
pub const PROGRAM: &str = include_str!("worker/program.rs");

/// How the name of a process begins that a worker has started.
pub const CHILD_OF: &str = "child of ";

/// What it is called in the folder of a run.
#[must_use]
pub fn file_name() -> String {
    format!("lab-worker{EXE_SUFFIX}")
}
