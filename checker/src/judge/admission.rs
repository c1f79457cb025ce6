//! What the screen says of an answer, before it is compiled.

use super::{Judge, Mode};
use crate::classify;
use crate::course::{Exercise, UnsafeCode};
use crate::files;
use crate::screen::{Tier, screen};
use crate::verdict::Flag;
use anyhow::Context;
use report::{Finding, Location};
use std::path::Path;

/// What the screen came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Admission {
    /// Why the answer is not compiled; empty where it may be.
    pub(super) findings: Vec<Finding>,
    /// What somebody may want to look at.
    pub(super) flags: Vec<Flag>,
}

impl Judge {
    /// Look at the answer in `file`. What is no text is left to the compiler.
    pub(super) fn admit(
        &self,
        exercise: &Exercise,
        file: &Path,
        mode: Mode,
    ) -> anyhow::Result<Admission> {
        let bytes =
            files::read(file).with_context(|| format!("failed to read `{}`", file.display()))?;
        let Ok(source) = std::str::from_utf8(&bytes) else {
            return Ok(Admission::default());
        };
        if !self.settings.layers.screen {
            return Ok(Admission::default());
        }
        let screened = match (self.course.unsafe_code, mode) {
            (UnsafeCode::Forbidden, _) => screen(source, Tier::A),
            // Whoever learns `unsafe` learns it by using it.
            (UnsafeCode::Allowed, Mode::Learning) => return Ok(Admission::default()),
            (UnsafeCode::Allowed, Mode::Grading) => {
                let path = self.course.exercise_path(exercise);
                let shipped = files::read_text(&path)
                    .with_context(|| format!("failed to read `{}`", path.display()))?;
                screen(source, Tier::B { shipped: &shipped })
            }
        };
        let shown = self.course.shown_path(exercise).display().to_string();
        let refused = screened.refused.iter();
        let flags = screened.flags.into_iter().map(|flag| Flag {
            what: flag.what,
            location: Some(Location {
                file: shown.clone(),
                line: flag.line,
                column: flag.column,
            }),
        });
        Ok(Admission {
            findings: refused
                .map(|refusal| classify::forbidden(refusal, &shown))
                .collect(),
            flags: flags.collect(),
        })
    }
}
