//! `run.json`: which run the results in a folder belong to.

use super::basis::Basis;
use super::folder::Folder;
use super::key::{Key, Recipe};
use super::regrade::finish_replacing;
use super::secret::{About, Secret};
use super::shard::Shard;
use super::submission::Entry;
use super::worth::Worth;
use crate::course::{Course, Grading};
use crate::exit::Failure;
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// What decides the results of a run, apart from the submissions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    /// `workbook/grade/v2`.
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
    /// Whether an instructor set points.
    #[serde(default)]
    pub overridden: bool,
    /// Whether this call names a file of such points, be it one that sets none.
    #[serde(skip)]
    pub names_overrides: bool,
    /// By the exercise's name: what its verdicts depend on.
    #[serde(default)]
    pub basis: BTreeMap<String, Basis>,
    /// The ids on the roster, in order; `None` without one.
    #[serde(default)]
    pub people: Option<Vec<String>>,
    /// The number of the earlier run in whose place this one is being put; `None`
    /// when that is done.
    #[serde(default)]
    pub replaces: Option<u32>,
}

/// Its name in the folder of the results.
pub const RUN_FILE: &str = "run.json";
const SCHEMA: &str = "workbook/grade/v2";

/// Names the points of a course.
#[must_use]
pub fn name_of_policy(course: &Course, worths: &[Worth], grading: &Grading) -> String {
    let due = grading.due.as_deref();
    let names = course.exercises.iter().map(|one| one.name.as_str());
    let all: Vec<_> = names.zip(worths).collect();
    let mut text = format!("{due:?} {all:?}");
    if let Some(late) = grading.late {
        text += &format!(" {late:?}");
    }
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
            overridden: false,
            names_overrides: false,
            basis: BTreeMap::new(),
            people: None,
            replaces: None,
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
    /// Where it is missing or damaged, or was not written by whoever has the
    /// key `secret`.
    pub fn read(out: &Folder, secret: &Secret) -> anyhow::Result<Self> {
        let path = out.path(RUN_FILE);
        let shown = path.display();
        let text = out
            .read(Path::new(RUN_FILE))
            .with_context(|| format!("failed to read `{shown}`; is this a folder of results?"))?;
        let said: Schema = serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand `{shown}`; it is damaged"))?;
        if said.schema != SCHEMA {
            let text = format!(
                "`{shown}` was written by another version of this program (`{}`, not `{SCHEMA}`), \
                 and its results cannot be gone on with; name another folder with --out, and the \
                 answers are judged again",
                said.schema.escape_debug()
            );
            bail!(Failure::Usage(text));
        }
        if !secret.is_ours(About::Run, &text) {
            let text = format!(
                "`{shown}` was not written with the key of this grader: it was handed in, changed, \
                 or made on another machine. Name another folder with --out; for results of \
                 several machines, give all of them the same key with --key FILE or \
                 WORKBOOK_GRADING_KEY"
            );
            bail!(Failure::Usage(text));
        }
        serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand `{shown}`; it is damaged"))
    }

    /// What differs, for people.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let same = [
            (
                self.schema == other.schema && self.tool == other.tool,
                VERSION,
            ),
            (self.course == other.course, "the course"),
            (
                self.judging == other.judging && self.timeout_scale == other.timeout_scale,
                TESTS,
            ),
            (self.policy == other.policy, POINTS),
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
    /// Where it belongs to something else, holds a link, or is in use.
    pub fn claim(
        &self,
        out: &Path,
        resume: bool,
        secret: &Secret,
    ) -> anyhow::Result<(Folder, File)> {
        let shown = out.display();
        let unwritable = || format!("failed to write the results to `{shown}`");
        ensure_no_link(out)?;
        let folder = Folder::create(out).with_context(unwritable)?;
        if is_used(&folder).with_context(unwritable)? {
            self.ensure_ours(&folder, resume, secret)?;
        }
        let lock = lock(&folder)?;
        folder.clean()?;
        finish_replacing(&folder, secret)?;
        self.write(&folder, secret)?;
        Ok((folder, lock))
    }

    /// Write it down, so that it outlives a power cut.
    pub(super) fn write(&self, out: &Folder, secret: &Secret) -> anyhow::Result<()> {
        let text = secret.sign(About::Run, &serde_json::to_vec_pretty(self)?);
        out.replace_synced(Path::new(RUN_FILE), |file| file.write_all(&text))
    }

    fn ensure_ours(&self, out: &Folder, resume: bool, secret: &Secret) -> anyhow::Result<()> {
        let path = out.path("");
        let shown = path.display();
        let run_file = out.read(Path::new(RUN_FILE));
        if run_file.is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            let text = format!(
                "`{shown}` is not empty, and it holds no results of an earlier run; name \
                 another folder with --out"
            );
            bail!(Failure::Usage(text));
        }
        let there = Self::read(out, secret)?;
        let mut different = self.differences(&there);
        if self.shard != there.shard {
            different.push("--shard");
        }
        if self.shard.is_some() && self.class != there.class {
            different.push("the submissions");
        }
        if !different.is_empty() {
            let regrade = match different.iter().all(|what| REGRADED.contains(what)) {
                true => "Use --regrade to judge again what that can change, name",
                false => "Name",
            };
            let text = format!(
                "`{shown}` holds the results of another run; what differs: {}. {regrade} another \
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
        self.ensure_overrides(&there, out)
    }

    /// Make sure that nobody forgets the file with points that were set.
    pub(super) fn ensure_overrides(&self, there: &Self, out: &Folder) -> anyhow::Result<()> {
        if there.overridden && !self.names_overrides {
            let text = format!(
                "some points in `{}` were set with --overrides; name the file again, as it is \
                 now. To take all of them back, name one that has its first line only",
                out.path("").display()
            );
            bail!(Failure::Usage(text));
        }
        Ok(())
    }
}

/// Nobody else writes to the results `out` as long as this lives.
pub(super) fn lock(out: &Folder) -> anyhow::Result<File> {
    let path = out.path("");
    let shown = path.display();
    let unwritable = || format!("failed to write the results to `{shown}`");
    let lock = out.lock_file(LOCK).with_context(unwritable)?;
    match try_for_a_moment(&lock) {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "another `workbook grade` writes to `{shown}`; wait for it, or name another folder with --out"
            )
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(unwritable),
    }
}

const LOCK: &str = ".lock";
const VERSION: &str = "the version of workbook";
const TESTS: &str = "the tests, the toolchain, the deadlines or --repeat";
const POINTS: &str = "the points";
/// What --regrade can stand for.
const REGRADED: [&str; 3] = [VERSION, TESTS, POINTS];

/// The start of every version of it.
#[derive(Deserialize)]
struct Schema {
    schema: String,
}

/// Refuse a link in the place of the folder: it may lead to anybody's.
pub(super) fn ensure_no_link(out: &Path) -> anyhow::Result<()> {
    match out.symlink_metadata() {
        Ok(data) if data.is_symlink() => {
            let text = format!(
                "`{}` is a link; name the folder that it leads to with --out",
                out.display()
            );
            bail!(Failure::Usage(text))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Whether something is in the folder that another run could miss.
fn is_used(out: &Folder) -> io::Result<bool> {
    let entries = out.list(Path::new(""))?;
    Ok(entries.iter().any(|(name, _)| name != LOCK))
}

/// A process that has been started holds its parent's lock until its own program
/// begins, so a run that has just ended may seem to go on.
fn try_for_a_moment(lock: &File) -> Result<(), TryLockError> {
    const TRIES: u32 = 20;
    for _ in 1..TRIES {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(25)),
            other => return other,
        }
    }
    lock.try_lock()
}

#[cfg(test)]
mod tests;
