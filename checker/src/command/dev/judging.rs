//! Who judges: the judge, or in tests somebody who decides at once.

use crate::course::Exercise;
use crate::exit::Failure;
use crate::judge::Judge;
use crate::process::Cancel;
use crate::verdict::Verdict;
use anyhow::Context;
use std::path::Path;

/// Whoever can judge a file in the place of an exercise's.
pub trait Judging: Sync {
    /// Judge `file` as an answer to `exercise`.
    ///
    /// # Errors
    ///
    /// When it cannot be judged, or the judging was interrupted.
    fn answer(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Verdict>;

    /// Ask the tests that `exercise` is shipped with about the answer in `file`;
    /// `None` where it has none.
    ///
    /// # Errors
    ///
    /// When they cannot be asked.
    fn shipped_tests(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Option<Verdict>>;
}

/// The judge itself, until `cancel` says to stop.
pub struct ByJudge<'a> {
    /// Who judges.
    pub judge: &'a Judge,
    /// Cancelled by Ctrl-C.
    pub cancel: &'a Cancel,
}

impl Judging for ByJudge<'_> {
    fn answer(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Verdict> {
        let verdict = self
            .judge
            .answer(exercise, file, self.cancel, &mut |_| {})?;
        verdict.context(Failure::Interrupted)
    }

    fn shipped_tests(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Option<Verdict>> {
        self.judge.shipped_tests(exercise, file, self.cancel)
    }
}
