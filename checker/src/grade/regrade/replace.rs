//! The results of a regrading take the place of those of before. These are moved to
//! `earlier/N`, whole.
//!
//! `run.json` says first that this is going on. Each step is one rename, and whoever
//! comes after an interruption does those that are left.

use super::MOVEMENT;
use crate::grade::folder::Folder;
use crate::grade::gradebook::GRADEBOOK;
use crate::grade::run_file::{RUN_FILE, RunFile};
use crate::grade::secret::Secret;
use crate::remove::remove_now;
use anyhow::Context;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the new results lie until all of them are there.
const STAGED: &str = "regrading";
/// Where the results of before are.
const EARLIER: &str = "earlier";
const SUBMISSIONS: &str = "submissions";
/// What results consist of, beside `run.json` and the verdicts.
const PIECES: [&str; 3] = [SUBMISSIONS, GRADEBOOK, MOVEMENT];

/// The folder for the new results, empty.
///
/// # Errors
///
/// Where it cannot be made, or what an interrupted run left cannot be removed.
pub fn staged(out: &Folder) -> anyhow::Result<Folder> {
    clear(out)?;
    out.inside(Path::new(STAGED))
}

fn clear(out: &Folder) -> anyhow::Result<()> {
    let path = out.path(STAGED);
    match out.has(Path::new(STAGED))? {
        true => remove_now(&path).with_context(|| format!("failed to remove `{}`", path.display())),
        false => Ok(()),
    }
}

/// Where the results in `out` go when they are replaced: its path in there.
///
/// # Errors
///
/// Where the folder cannot be read.
pub fn place_of_earlier(out: &Folder) -> anyhow::Result<PathBuf> {
    next(out).map(place)
}

/// Put the staged results, which are complete, in the place of those in `out`, as the
/// results of `run`.
///
/// # Errors
///
/// Where something cannot be moved. The next call goes on there.
pub fn replace(out: &Folder, secret: &Secret, run: &RunFile) -> anyhow::Result<()> {
    let number = next(out)?;
    let path = out.path(RUN_FILE);
    let before = out.read(Path::new(RUN_FILE));
    let before = before.with_context(|| format!("failed to read `{}`", path.display()))?;
    let kept = place(number).join(RUN_FILE);
    out.replace_synced(&kept, |file| file.write_all(&before))?;
    let begun = RunFile {
        replaces: Some(number),
        ..run.clone()
    };
    begun.write(out, secret)?;
    finish_replacing(out, secret)
}

/// Go on with what [`replace`] began, if it was interrupted.
///
/// # Errors
///
/// Where something cannot be moved, or `run.json` is not ours.
pub(in crate::grade) fn finish_replacing(out: &Folder, secret: &Secret) -> anyhow::Result<()> {
    let there = out.read(Path::new(RUN_FILE));
    if there.is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(());
    }
    let run = RunFile::read(out, secret)?;
    let Some(number) = run.replaces else {
        return Ok(());
    };
    for piece in PIECES.map(Path::new) {
        let staged = Path::new(STAGED).join(piece);
        if !out.has(&staged)? {
            continue;
        }
        if out.has(piece)? {
            out.rename(piece, &place(number).join(piece))?;
        }
        out.rename(&staged, piece)?;
    }
    let done = RunFile {
        replaces: None,
        ..run
    };
    done.write(out, secret)?;
    clear(out)
}

fn place(number: u32) -> PathBuf {
    Path::new(EARLIER).join(number.to_string())
}

/// The number after the last one whose results were moved.
fn next(out: &Folder) -> anyhow::Result<u32> {
    let path = out.path(EARLIER);
    let names = out.list(Path::new(EARLIER));
    let names = names.with_context(|| format!("failed to read `{}`", path.display()))?;
    let mut last = 0;
    for (name, _) in names {
        let number = name.to_str().and_then(|name| name.parse().ok());
        if let Some(number) = number
            && out.has(&place(number).join(SUBMISSIONS))?
        {
            last = last.max(number);
        }
    }
    Ok(last + 1)
}
