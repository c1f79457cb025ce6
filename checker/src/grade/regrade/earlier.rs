//! The run that is graded again: it is ours, and it is about the same class.

use super::replace::finish_replacing;
use super::row::{self, Row};
use crate::exit::Failure;
use crate::grade::folder::Folder;
use crate::grade::run_file::{RUN_FILE, RunFile, ensure_no_link, lock};
use crate::grade::secret::Secret;
use anyhow::{Context, bail};
use std::fs::File;
use std::path::Path;

/// The results of an earlier run.
#[derive(Debug)]
pub struct Earlier {
    /// Where they are.
    pub out: Folder,
    /// Which run it was.
    pub run: RunFile,
    secret: Secret,
    /// Nobody else writes there.
    _lock: Option<File>,
}

impl Earlier {
    /// The results in `out`, to be graded again as `now`; nobody else writes there as long
    /// as this lives. Nothing is touched in a `dry` run.
    ///
    /// # Errors
    ///
    /// Where there are none, they are not ours, or `now` is about something else.
    pub fn open(out: &Path, secret: &Secret, now: &RunFile, dry: bool) -> anyhow::Result<Self> {
        let shown = out.display();
        ensure_no_link(out)?;
        let folder = Folder::open(out);
        let is_graded = |folder: &Folder| folder.has(Path::new(RUN_FILE)).unwrap_or(false);
        let Some(folder) = folder.ok().filter(is_graded) else {
            let text = format!(
                "there are no results in `{shown}` that could be graded again; name their folder \
                 with --out, or grade without --regrade first"
            );
            bail!(Failure::Usage(text));
        };
        // What others wrote is not even tidied up.
        RunFile::read(&folder, secret)?;
        let lock = match dry {
            true => None,
            false => Some(lock(&folder)?),
        };
        if !dry {
            folder.clean()?;
            finish_replacing(&folder, secret)?;
        }
        let earlier = Self {
            run: RunFile::read(&folder, secret)?,
            out: folder,
            secret: secret.clone(),
            _lock: lock,
        };
        earlier.ensure_comparable(now)?;
        Ok(earlier)
    }

    fn ensure_comparable(&self, now: &RunFile) -> anyhow::Result<()> {
        let (run, path) = (&self.run, self.out.path(""));
        let shown = path.display();
        let text = if let Some(shard) = run.shard {
            format!(
                "`{shown}` holds the shard {shard}; put all of them together with `workbook grade \
                 merge`, and grade the result again"
            )
        } else if run.course != now.course {
            format!(
                "`{shown}` holds results of the course `{}`, and this is `{}`; name the right one \
                 with --course",
                run.course, now.course
            )
        } else if run.apart != now.apart {
            let word = if run.apart { "with" } else { "without" };
            format!("`{shown}` was graded {word} --no-cache; regrade it {word} that, too")
        } else if run.basis.is_empty() {
            format!(
                "`{shown}` was graded by a version that did not write down what verdicts depend \
                 on, so nobody can say what has changed; grade into another folder with --out"
            )
        } else if run.replaces.is_some() {
            format!(
                "a regrading of `{shown}` was interrupted when all was judged; finish it without \
                 --dry-run"
            )
        } else if let Some(difference) = other_people(run, now) {
            format!(
                "`{shown}` was graded with another roster: {difference}. Times, names and \
                 extensions on it may change, people may not; to grade other people, name \
                 another folder with --out"
            )
        } else {
            return now.ensure_overrides(run, &self.out);
        };
        bail!(Failure::Usage(text))
    }

    /// Make sure that nobody who was graded is left out: the report would stay as it was,
    /// and would say what no longer holds. `names` are those who handed something in;
    /// who has points without that is on the roster.
    pub(super) fn ensure_complete(&self, names: &dyn Fn(&str) -> bool) -> anyhow::Result<()> {
        let mut missing = Vec::new();
        for id in self.ids()? {
            let is_absent = |row: &Row| row.submission.path.is_none();
            if !names(&id) && !self.row(&id)?.is_none_or(|row| is_absent(&row)) {
                missing.push(id);
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let path = self.out.path("");
        let text = format!(
            "all who were graded in `{}` are graded again, and these are not among the \
             submissions now: {}. Name all of them, as you did then",
            path.display(),
            some_of(&missing)
        );
        bail!(Failure::Usage(text))
    }

    /// Of whom there is a folder.
    pub(super) fn ids(&self) -> anyhow::Result<Vec<String>> {
        let list = Path::new("submissions");
        let names = self.out.list(list);
        let names =
            names.with_context(|| format!("failed to read `{}`", self.out.path(list).display()))?;
        let names = names
            .into_iter()
            .filter_map(|(name, _)| name.into_string().ok());
        Ok(names.collect())
    }

    /// What `id` had.
    pub(super) fn row(&self, id: &str) -> anyhow::Result<Option<Row>> {
        row::read(&self.out, &self.secret, id)
    }

    /// What `id` has in the new results.
    pub(super) fn row_in(&self, staged: &Folder, id: &str) -> anyhow::Result<Option<Row>> {
        row::read(staged, &self.secret, id)
    }
}

/// Who is on one roster and not on the other.
fn other_people(before: &RunFile, now: &RunFile) -> Option<String> {
    let (before, now) = match (&before.people, &now.people) {
        (None, None) => return None,
        (Some(_), None) => return Some("name it again with --roster".to_owned()),
        (None, Some(_)) => return Some("then there was none".to_owned()),
        (Some(before), Some(now)) => (before, now),
    };
    let only = |these: &[String], those: &[String]| {
        let these = these.iter().filter(|id| !those.contains(id));
        these.cloned().collect::<Vec<_>>()
    };
    let (gone, new) = (only(before, now), only(now, before));
    let parts = [("is gone", "are gone", gone), ("is new", "are new", new)];
    let parts = parts.iter().filter(|(_, _, ids)| !ids.is_empty());
    let parts = parts.map(|(one, more, ids)| {
        let word = if ids.len() == 1 { one } else { more };
        format!("{} {word}", some_of(ids))
    });
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `ada`, `bob` and 12 more
pub(super) fn some_of(ids: &[String]) -> String {
    const SHOWN: usize = 5;
    let first = ids.iter().take(SHOWN).map(|id| format!("`{id}`"));
    let first = first.collect::<Vec<_>>().join(", ");
    match ids.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{first} and {more} more"),
        Some(0) | None => first,
    }
}
