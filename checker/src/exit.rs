//! Exit codes: their names, their meaning, and how an outcome becomes one.
//!
//! "You did not pass" and "we could not judge" are never the same code.

/// Done; everything that was asked for passed.
pub const OK: u8 = 0;
/// At least one exercise did not pass.
pub const NOT_PASSED: u8 = 1;
/// The command line was wrong. clap uses the same number.
pub const USAGE: u8 = 2;
/// The course or the environment is at fault; the learner is not.
pub const ENVIRONMENT: u8 = 3;
/// Nothing matched what was asked for.
pub const NOTHING_SELECTED: u8 = 4;
/// A bug in the checker.
pub const INTERNAL: u8 = 70;
/// Stopped by Ctrl-C; every child is gone.
pub const INTERRUPTED: u8 = 130;
/// Stopped by SIGTERM; every child is gone.
pub const TERMINATED: u8 = 143;

/// An error that wants a code other than [`ENVIRONMENT`].
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line named something that does not exist.
    #[error("{0}")]
    Usage(String),
    /// Nothing matched.
    #[error("{0}")]
    NothingSelected(String),
    /// Stopped by Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// Stopped by SIGTERM.
    #[error("terminated")]
    Terminated,
    /// A bug in the checker.
    #[error("internal error: {0}; please report it with the output of `workbook doctor`")]
    Internal(String),
}

/// The exit code for what a command came to.
#[must_use]
pub fn code(outcome: &anyhow::Result<u8>) -> u8 {
    match outcome {
        Ok(code) => *code,
        Err(error) => {
            error
                .downcast_ref::<Failure>()
                .map_or(ENVIRONMENT, |failure| match failure {
                    Failure::Usage(_) => USAGE,
                    Failure::NothingSelected(_) => NOTHING_SELECTED,
                    Failure::Interrupted => INTERRUPTED,
                    Failure::Terminated => TERMINATED,
                    Failure::Internal(_) => INTERNAL,
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_without_a_kind_is_the_environments_fault() {
        assert_eq!(code(&Err(anyhow::anyhow!("no rustc"))), ENVIRONMENT);
    }

    #[test]
    fn a_kind_is_found_through_its_context() {
        let error =
            anyhow::Error::from(Failure::Usage("no such exercise".into())).context("while reading");
        assert_eq!(code(&Err(error)), USAGE);
    }
}
