//! Who builds and runs: the judge, or in tests somebody who decides at once.

use super::busy::Busy;
use crate::course::Exercise;
use crate::exit::Failure;
use crate::judge::{Built, Conditions, Judge, Shelf};
use crate::process::Cancel;
use crate::verdict::Verdict;
use anyhow::Context;
use std::path::Path;

/// Whoever can build an answer once and run it many times.
pub trait Trying: Sync {
    /// An answer that was built.
    type Built: Send + Sync;
    /// What keeps the cores busy, as long as it lives.
    type Load;

    /// Build `file` as an answer to `exercise`.
    ///
    /// # Errors
    ///
    /// When that cannot be done, or was interrupted.
    fn build(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Self::Built>;

    /// Run it once.
    ///
    /// # Errors
    ///
    /// When that cannot be done, or was interrupted.
    fn try_once(&self, built: &Self::Built, conditions: Conditions) -> anyhow::Result<Verdict>;

    /// Have this many processes keep the cores busy.
    ///
    /// # Errors
    ///
    /// When they cannot be started.
    fn load(&self, processes: usize) -> anyhow::Result<Self::Load>;
}

/// The judge itself, until `cancel` says to stop.
pub struct OnShelf<'a> {
    /// Who judges.
    pub judge: &'a Judge,
    /// Where answers are built.
    pub shelf: &'a Shelf,
    /// Cancelled by Ctrl-C.
    pub cancel: &'a Cancel,
}

impl Trying for OnShelf<'_> {
    type Built = Built;
    type Load = Busy;

    fn build(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Built> {
        let built = self.judge.build(self.shelf, exercise, file, self.cancel)?;
        built.context(Failure::Interrupted)
    }

    fn try_once(&self, built: &Built, conditions: Conditions) -> anyhow::Result<Verdict> {
        let verdict = self.judge.try_once(built, conditions, self.cancel)?;
        verdict.context(Failure::Interrupted)
    }

    fn load(&self, processes: usize) -> anyhow::Result<Busy> {
        Busy::start(processes, self.cancel)
    }
}
