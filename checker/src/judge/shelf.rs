//! Answers that are compiled once and run many times.
//!
//! An answer that is judged by itself is built in a folder that the next one
//! uses too. Of many that are run in turns each needs a folder of its own, and
//! hundreds of those would fill a disk: so each goes with its answer.

use super::made::{Made, Product};
use super::slot::Slot;
use super::unjudged::Unjudged;
use super::{Conditions, Judge, Mode};
use crate::compile::{Cause, Job};
use crate::course::Exercise;
use crate::process::Cancel;
use crate::remove::{remove, remove_now};
use crate::verdict::Verdict;
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// No exercise can have this name.
const FOLDER: &str = "built-once";

/// Where built answers are kept, as long as each is needed.
pub struct Shelf {
    slot: Slot,
    next: AtomicUsize,
}

impl Shelf {
    /// One of our own beneath `builds`. What a checker that was killed has left
    /// there is removed.
    fn take(builds: &Path) -> anyhow::Result<Self> {
        let slot = Slot::take(&builds.join(FOLDER))?;
        let entries = fs::read_dir(&slot.folder)
            .with_context(|| format!("failed to read `{}`", slot.folder.display()))?;
        for entry in entries.flatten().filter(|entry| entry.path().is_dir()) {
            remove_now(&entry.path())
                .with_context(|| format!("failed to remove `{}`", entry.path().display()))?;
        }
        Ok(Self {
            slot,
            next: AtomicUsize::new(0),
        })
    }

    fn folder(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.slot.folder.join(number.to_string())
    }
}

/// An answer that was compiled. What was built is gone with it.
pub struct Built {
    exercise: Exercise,
    made: Made,
    folder: PathBuf,
}

impl Drop for Built {
    fn drop(&mut self) {
        // What stays is removed by the next who takes the shelf.
        remove(&self.folder);
    }
}

impl Judge {
    /// A shelf for answers to the exercises of the course.
    ///
    /// # Errors
    ///
    /// Where its folder cannot be used.
    pub fn shelf(&self) -> anyhow::Result<Shelf> {
        Shelf::take(&self.builds)
    }

    /// Screen and compile `file` in the place of the learner's, as
    /// [`Judge::answer`] does, and put it on `shelf`. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn build(
        &self,
        shelf: &Shelf,
        exercise: &Exercise,
        file: &Path,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Built>> {
        let folder = shelf.folder();
        let job = Job {
            course: &self.course,
            exercise,
            answer: file,
            root: &self.course.root,
            folder: &folder,
            // Nobody builds on it.
            incremental: false,
        };
        let admission = self.admit(exercise, file, Mode::Learning)?;
        let made = self.make(&job, &admission, cancel)?;
        if let Some(Made {
            product: Product::Refused(_, Cause::NoSource(said)),
            ..
        }) = &made
        {
            bail!(Unjudged::Compiler { said: said.clone() });
        }
        Ok(made.map(|made| Built {
            exercise: exercise.clone(),
            made,
            folder,
        }))
    }

    /// Run the tests of `built` once. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn try_once(
        &self,
        built: &Built,
        conditions: Conditions,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Verdict>> {
        self.run(
            &built.exercise,
            &built.made,
            conditions,
            cancel,
            &mut |_| {},
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shelf_is_ours_alone_and_without_what_a_killed_one_left() {
        let builds = tempfile::tempdir().unwrap();
        fs::create_dir_all(builds.path().join("built-once/7/test")).unwrap();
        let first = Shelf::take(builds.path()).unwrap();
        assert!(!builds.path().join("built-once/7").exists());
        let second = Shelf::take(builds.path()).unwrap();
        assert_ne!(first.folder().parent(), second.folder().parent());
        assert_ne!(first.folder(), first.folder());
    }
}
