//! What an author has said about the mutants of an exercise: `mutants.toml`,
//! beside its answers. Some are right answers too, and it is said why.

use super::make::Mutant;
use crate::course::{Course, Exercise};
use anyhow::Context;
use serde::Deserialize;
use std::path::PathBuf;
use std::{fs, io};

/// The file in an exercise's folder of answers.
pub(in super::super) const FILE: &str = "mutants.toml";

/// What is recorded for one exercise.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Equivalents {
    /// Whether each mutant is refused or recorded, so that a new survivor is one
    /// that a change has let in. Samples of the course are taken from these.
    #[serde(default)]
    pub(super) settled: bool,
    #[serde(default, rename = "equivalent")]
    entries: Vec<Equivalent>,
}

/// Mutants with these lines, in whichever answer. No numbers of lines: those
/// change with every edit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Equivalent {
    pub(super) rule: String,
    pub(super) before: String,
    pub(super) after: String,
    /// Why it is no mistake.
    pub(super) reason: String,
}

impl Equivalents {
    /// What is recorded for `exercise`; nothing where there is no file.
    pub(super) fn read(course: &Course, exercise: &Exercise) -> anyhow::Result<Self> {
        let path = file(course, exercise);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                return Err(error).with_context(|| format!("failed to read `{}`", path.display()));
            }
        };
        let read: Self = toml::from_str(&text)
            .with_context(|| format!("failed to read `{}`", path.display()))?;
        for entry in &read.entries {
            let unsaid = entry.reason.trim().is_empty();
            anyhow::ensure!(!unsaid, "`{}`: a reason is empty", path.display());
        }
        Ok(read)
    }

    /// The place of the entry that `mutant` is recorded by.
    pub(super) fn find(&self, mutant: &Mutant) -> Option<usize> {
        self.entries.iter().position(|entry| {
            entry.rule == mutant.rule
                && entry.before == mutant.before
                && entry.after == mutant.after
        })
    }

    pub(super) fn entries(&self) -> &[Equivalent] {
        &self.entries
    }
}

/// Where it is recorded.
pub(super) fn file(course: &Course, exercise: &Exercise) -> PathBuf {
    course.answers_dir(exercise).join(FILE)
}
