//! `run.json`: which run the results in a folder belong to.

use super::key::{Key, Recipe};
use super::shard::Shard;
use super::submission::Entry;
use super::worth::Worth;
use crate::course::Course;
use crate::exit::Failure;
use crate::files::{BEING_WRITTEN, write_whole};
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// What decides the results of a run, apart from the submissions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    /// `workbook/grade/v1`.
    pub schema: String,
    /// The version of this program.
    pub tool: String,
    /// The course's id.
    pub course: String,
    /// Names the exercises, their tests, the toolchain and the deadlines.
    pub judging: String,
    /// Names the points.
    pub policy: String,
    /// Whether answers that are the same get verdicts of their own.
    pub apart: bool,
    /// Which part of the work it is.
    pub shard: Option<Shard>,
    /// The compiler's version.
    pub rustc: Option<String>,
    /// What deadlines are multiplied by.
    pub timeout_scale: f64,
    /// Names the submissions, where they are shared among shards.
    pub class: Option<String>,
}

/// Its name in the folder of the results.
pub const RUN_FILE: &str = "run.json";
const SCHEMA: &str = "workbook/grade/v1";

/// Names the points of a course.
#[must_use]
pub fn name_of_policy(course: &Course, worths: &[Worth], due: Option<&str>) -> String {
    let names = course.exercises.iter().map(|one| one.name.as_str());
    let all: Vec<_> = names.zip(worths).collect();
    let text = format!("{due:?} {all:?}");
    Key::of(&[text.as_bytes()]).to_string()[..16].to_owned()
}

/// Names everything that verdicts depend on.
#[must_use]
pub fn name_of_judging(recipes: &[Recipe]) -> String {
    let parts: Vec<_> = recipes.iter().map(Recipe::bytes).collect();
    Key::of(&parts).to_string()[..16].to_owned()
}

/// Names the submissions of a class.
#[must_use]
pub fn name_of_class(entries: &[Entry]) -> String {
    let ids = entries.iter().map(|entry| entry.submission.id.as_bytes());
    Key::of(&ids.collect::<Vec<_>>()).to_string()[..16].to_owned()
}

#[cfg(test)]
impl RunFile {
    /// For tests.
    pub(super) fn sample() -> Self {
        Self {
            schema: RunFile::schema(),
            tool: "0.1.0".to_owned(),
            course: "concurrency".to_owned(),
            judging: "a".to_owned(),
            policy: "b".to_owned(),
            apart: false,
            shard: None,
            rustc: None,
            timeout_scale: 1.0,
            class: None,
        }
    }
}

impl RunFile {
    /// The schema that this program writes.
    #[must_use]
    pub fn schema() -> String {
        SCHEMA.to_owned()
    }

    /// Read it in the folder `out`.
    ///
    /// # Errors
    ///
    /// Where it is missing or damaged.
    pub fn read(out: &Path) -> anyhow::Result<Self> {
        let path = out.join(RUN_FILE);
        let shown = path.display();
        let text = fs::read(&path)
            .with_context(|| format!("failed to read `{shown}`; is this a folder of results?"))?;
        serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand `{shown}`; it is damaged"))
    }

    /// What differs, for people.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            (
                self.schema == other.schema && self.tool == other.tool,
                "the version of workbook",
            ),
            (self.course == other.course, "the course"),
            (
                self.judging == other.judging && self.timeout_scale == other.timeout_scale,
                "the tests, the toolchain, the deadlines or --repeat",
            ),
            (self.policy == other.policy, "the points"),
            (self.apart == other.apart, "--no-cache"),
        ];
        let different = same.into_iter().filter(|(same, _)| !same);
        different.map(|(_, what)| what).collect()
    }

    /// Make `out` ours: it is new or empty, or `resume` goes on with this very
    /// run in it. Nobody else writes there as long as the lock lives.
    ///
    /// # Errors
    ///
    /// Where it belongs to something else, or is in use.
    pub fn claim(&self, out: &Path, resume: bool) -> anyhow::Result<File> {
        let shown = out.display();
        let unwritable = || format!("failed to write the results to `{shown}`");
        if is_used(out).with_context(unwritable)? {
            self.ensure_ours(out, resume)?;
        }
        fs::create_dir_all(out).with_context(unwritable)?;
        let lock = File::create(out.join(LOCK)).with_context(unwritable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another `workbook grade` writes to `{shown}`; wait for it, or name another folder with --out"
                )
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(unwritable),
        }
        write_whole(&out.join(RUN_FILE), &serde_json::to_vec_pretty(self)?)?;
        remove_half_written(&out.join("verdicts"));
        Ok(lock)
    }

    fn ensure_ours(&self, out: &Path, resume: bool) -> anyhow::Result<()> {
        let shown = out.display();
        if !out.join(RUN_FILE).exists() {
            let text = format!(
                "`{shown}` is not empty, and it holds no results of an earlier run; name \
                 another folder with --out"
            );
            bail!(Failure::Usage(text));
        }
        let there = Self::read(out)?;
        let mut different = self.differences(&there);
        if self.shard != there.shard {
            different.push("--shard");
        }
        if self.shard.is_some() && self.class != there.class {
            different.push("the submissions");
        }
        if !different.is_empty() {
            let text = format!(
                "`{shown}` holds the results of another run; what differs: {}. Name another \
                 folder with --out, or remove this one",
                different.join(", ")
            );
            bail!(Failure::Usage(text));
        }
        if !resume {
            let text = format!(
                "`{shown}` holds results of this run already; go on with --resume, or name \
                 another folder with --out"
            );
            bail!(Failure::Usage(text));
        }
        Ok(())
    }
}

const LOCK: &str = ".lock";

/// Whether something is in the folder that another run could miss.
fn is_used(out: &Path) -> io::Result<bool> {
    match fs::read_dir(out) {
        Ok(mut entries) => {
            Ok(entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != LOCK)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// What a run that was killed was writing. Best effort: it is only in the way.
fn remove_half_written(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name
            .as_encoded_bytes()
            .starts_with(BEING_WRITTEN.as_bytes())
        {
            let _ = fs::remove_file(entry.path());
        } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_half_written(&entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit;

    fn run() -> RunFile {
        RunFile::sample()
    }

    #[track_caller]
    fn refused(run: &RunFile, out: &Path, resume: bool, want: &str) {
        let error = run.claim(out, resume).unwrap_err();
        assert!(error.to_string().contains(want), "{error:#}");
        assert_eq!(exit::code(&Err(error)), exit::USAGE);
    }

    #[test]
    fn results_are_never_mixed_with_those_of_another_run() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("grades");
        drop(run().claim(&out, true).unwrap());
        refused(&run(), &out, false, "go on with --resume");
        drop(run().claim(&out, true).unwrap());
        let other = RunFile {
            policy: "c".to_owned(),
            apart: true,
            ..run()
        };
        refused(&other, &out, true, "what differs: the points, --no-cache.");
        let other = RunFile {
            shard: Some(Shard { index: 1, of: 2 }),
            ..run()
        };
        refused(&other, &out, true, "--shard");
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.tex"), "").unwrap();
        refused(&run(), dir.path(), true, "is not empty");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn two_runs_in_one_folder_are_one_too_many() {
        let dir = tempfile::tempdir().unwrap();
        let lock = run().claim(dir.path(), true).unwrap();
        let error = run().claim(dir.path(), true).unwrap_err().to_string();
        assert!(error.contains("another `workbook grade`"), "{error}");
        drop(lock);
        run().claim(dir.path(), true).unwrap();
    }

    #[test]
    fn what_was_half_written_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("verdicts/ab");
        fs::create_dir_all(&folder).unwrap();
        for name in [".writing-x", "ab.json"] {
            fs::write(folder.join(name), "").unwrap();
        }
        drop(run().claim(&dir.path().join("new"), false).unwrap());
        remove_half_written(&dir.path().join("verdicts"));
        let left: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .flatten()
            .map(|e| e.file_name())
            .collect();
        assert_eq!(left, ["ab.json"]);
    }
}
