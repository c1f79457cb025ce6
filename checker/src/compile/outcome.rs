//! What one call of the compiler came to.

use super::{Compiled, Compiler, Job, diagnostics, trouble};
use crate::process::{Ended, How};
use crate::verdict::{Diagnostic, Level};

/// What a `rustc` ends with that has found a mistake of its own.
pub(super) const BROKE_DOWN: i32 = 101;

/// What one call of the compiler came to.
pub(super) enum Read {
    /// It compiled; the warnings.
    Fine(Vec<Diagnostic>),
    /// It did not; whose fault that is only the caller knows.
    Errors(Vec<Diagnostic>),
    /// It ended in a way that has nothing to do with errors in the source.
    Over(Compiled),
}

impl Compiler {
    /// What a call that is over came to.
    pub(super) fn read(&self, ended: Ended, job: &Job<'_>) -> anyhow::Result<Read> {
        let shown = job.course.shown_path(job.exercise);
        let diagnostics = diagnostics::parse(&ended.stderr.text(), &shown.display().to_string());
        let has_errors = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level == Level::Error);
        trouble::rule_out(&ended, &diagnostics, &self.dependencies, job.folder)?;
        Ok(match &ended.how {
            How::Exited {
                code: Some(0),
                signal: None,
            } => Read::Fine(diagnostics),
            How::Exited {
                code: Some(code), ..
            } if has_errors && *code != BROKE_DOWN && !trouble::is_strained(&diagnostics) => {
                Read::Errors(diagnostics)
            }
            How::Cancelled => Read::Over(Compiled::Cancelled),
            How::Exited { .. } | How::Deadline(_) | How::Flood | How::Overfull => {
                Read::Over(Compiled::GaveUp(ended))
            }
        })
    }
}
