//! What one call of the compiler came to.

use super::{Cause, Compiled, Compiler, Job, diagnostics, trouble};
use crate::process::{Ended, How};
use crate::verdict::{Diagnostic, Level};
use std::path::{Path, PathBuf};

/// What a `rustc` ends with that has found a mistake of its own.
const BROKE_DOWN: i32 = 101;

/// What one call of the compiler came to.
pub(super) enum Read {
    /// It compiled; the warnings.
    Fine(Vec<Diagnostic>),
    /// It did not; whose fault that is only the caller knows.
    Errors(Vec<Diagnostic>, Cause),
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
                let cause = trouble::cause(&diagnostics, &self.folders());
                Read::Errors(diagnostics, cause)
            }
            How::Cancelled => Read::Over(Compiled::Cancelled),
            How::Exited { .. } | How::Deadline(_) | How::Flood | How::Overfull => {
                let said = trouble::last_words(&ended, &diagnostics);
                Read::Over(Compiled::GaveUp { ended, said })
            }
        })
    }

    /// The folders of what we have built and of what the toolchain brings.
    fn folders(&self) -> Vec<PathBuf> {
        let libraries = self.dependencies.paths();
        let folders = libraries.iter().filter_map(|path| path.parent());
        let toolchain = std::iter::once(self.toolchain.target_libdir.as_path());
        folders.chain(toolchain).map(Path::to_owned).collect()
    }
}
