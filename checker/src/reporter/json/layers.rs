//! The part of the report that says what stood between an answer and the machine.

use serde::{Deserialize, Serialize};

/// How far a pass can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Integrity {
    /// Answers had no `unsafe`, and each test was sealed before they ran.
    A,
    /// Answers may use `unsafe`, or a part of the seal was missing.
    B,
    /// No seal: for learning only.
    C,
}

/// What an answer could reach of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Containment {
    /// Nothing beyond what its exercise needs.
    Full,
    /// Something more; `notes` say what.
    Partial,
    /// What the user who graded could reach.
    None,
}

/// The layers that were in force, from what the runs themselves witnessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Layers {
    /// How far a pass can be trusted.
    pub integrity: Integrity,
    /// What an answer could reach.
    pub containment: Containment,
    /// Only declared files were read, and no links were followed.
    pub intake: bool,
    /// Answers with forbidden tokens were refused.
    pub screen: bool,
    /// The Landlock version that the compiler was confined with.
    pub compile_landlock: Option<u32>,
    /// Whether the compiler ran under a system call filter.
    pub compile_seccomp: bool,
    /// The Landlock version that tests were sealed with.
    pub run_landlock: Option<u32>,
    /// Whether tests ran under a system call filter.
    pub run_seccomp: bool,
    /// Whether tests ran as a user without rights of their own.
    pub uid_dropped: bool,
    /// Whether each test tried the forbidden and was denied it.
    pub witnessed: bool,
    /// Lines for people: what was missing, and why.
    pub notes: Vec<String>,
}

/// What an answer was kept in, from compiling to its last test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Kept {
    /// The Landlock version that its compiler was confined with.
    pub compile_landlock: Option<u32>,
    /// Whether its compiler ran under a system call filter.
    pub compile_seccomp: bool,
    /// What all of its tests were sealed with; `null` where none ran.
    pub run: Option<SealReport>,
}

/// What is in force in a process that sealed itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SealReport {
    /// The version of Landlock; `null` where it is not in force.
    pub landlock: Option<u32>,
    /// Whether system calls are filtered.
    pub seccomp: bool,
    /// The user that it became.
    pub uid: Option<u32>,
    /// What it can reach: `none`, `loopback` (itself alone) or `any`.
    pub network: String,
    /// Whether it tried the forbidden and was denied it.
    pub witnessed: bool,
}
