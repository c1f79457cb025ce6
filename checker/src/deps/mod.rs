//! The crates that exercises use, built once for a toolchain and a lock file.
//!
//! cargo builds them; then all of them are linked into one shared object, the
//! *kit*, so that linking a test is fast. After that cargo is not on the path
//! of a verdict. Lessons that need more crates than the others have a kit of their
//! own: nobody waits for it before that lesson.

mod build;
mod cargo;
mod fault;
mod home;
mod kit;
mod log;
mod manifest;
mod packages;
mod parts;
mod progress;
mod record;
mod settings;
mod shared;
mod single;
mod trial;
mod trouble;
mod verify;
mod waiting;
mod worker;

pub use home::clean;
pub use kit::test_crate;
pub use manifest::{Lint, Manifest};
pub use parts::{Parts, parts};
pub use record::Look;
pub use verify::{is_built, try_the_linker, verify};
pub use worker::worker;

use crate::course::Course;
use crate::event::Event;
use crate::toolchain::Toolchain;
use anyhow::Context;
use build::{Place, build};
use record::{Record, read_sealed};
use serde::{Deserialize, Serialize};
use shared::Shared;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use waiting::lock;

/// Counts up when what is built here changes its shape.
const LAYOUT: &str = "kit 5";

/// What was built, in its folder.
const BUILT: &str = "kit.json";

/// The folder of the libraries in there.
const LIBRARIES: &str = "deps";

/// What the compiler needs to find the crates.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Dependencies {
    /// Name to library, for what exercises may name.
    pub exercise: BTreeMap<String, PathBuf>,
    /// Name to library, for what hidden tests may name beside that.
    pub hidden: BTreeMap<String, PathBuf>,
    /// Where the rest of them are.
    pub search: Option<PathBuf>,
    /// Our stand-in for the crate `test`, for the tests in a learner's file.
    pub test_crate: Option<PathBuf>,
    /// How long building took; not kept.
    #[serde(skip)]
    pub took: Duration,
}

impl Dependencies {
    /// Whether all that was built is still there.
    #[must_use]
    pub fn are_there(&self) -> bool {
        self.libraries().all(|path| path.exists())
    }

    /// The files and the folder that a compiler reads.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        let paths = self.libraries().chain(&self.search).cloned();
        paths.chain(self.kit_folder().map(Path::to_owned)).collect()
    }

    /// Where the kit is, and nothing else.
    #[must_use]
    pub fn kit_folder(&self) -> Option<&Path> {
        self.hidden.get("kit")?.parent()
    }

    fn map_paths(self, map: impl Fn(PathBuf) -> PathBuf) -> Self {
        let all = |libraries: BTreeMap<String, PathBuf>| {
            let mapped = libraries.into_iter().map(|(name, path)| (name, map(path)));
            mapped.collect()
        };
        Self {
            exercise: all(self.exercise),
            hidden: all(self.hidden),
            search: self.search.map(&map),
            test_crate: self.test_crate.map(&map),
            took: self.took,
        }
    }

    fn libraries(&self) -> impl Iterator<Item = &PathBuf> {
        let named = self.exercise.values().chain(self.hidden.values());
        named.chain(&self.test_crate)
    }
}

/// The dependencies with paths in their folder, and a hash of each file.
#[derive(Serialize, Deserialize)]
struct Built {
    dependencies: Dependencies,
    record: Record,
}

/// How the crates are built, and how closely what was built is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Ways {
    /// Do not use the network.
    pub offline: bool,
    /// How closely to look at what an earlier run built.
    pub look: Look,
    /// Whether somebody waits for what is built.
    pub urgency: Urgency,
}

/// Whether somebody waits for what is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody does.
    Awaited,
    /// Nobody does yet: it stands back where others need the processor.
    Ahead,
}

/// Have the crates of `course` built, now or by an earlier run.
///
/// # Errors
///
/// Where cargo cannot build them: says why, and what to do about it.
pub fn ready(
    course: &Course,
    manifest: &Manifest,
    toolchain: &Toolchain,
    cache: &Path,
    ways: Ways,
    on_event: &mut dyn FnMut(Event),
) -> anyhow::Result<Dependencies> {
    if manifest.dependencies.is_empty() && !manifest.proofs {
        return Ok(Dependencies::default());
    }
    let folder = folder(course, manifest, toolchain, cache)?;
    if let Some(Ok(ready)) = read(&folder, ways.look) {
        return Ok(ready);
    }
    // Another `workbook` may be building the same: wait for it, then use what it built.
    let locked = lock(&folder, on_event)?;
    match read(&folder, ways.look) {
        Some(Ok(ready)) => return Ok(ready),
        Some(Err(damage)) => {
            let what = "a crate that exercises use".to_owned();
            on_event(Event::Damaged { what, damage });
        }
        None => {}
    }
    start_again(&folder, &[BUILT, LIBRARIES, "kit"])?;
    let started = Instant::now();
    let shared = Shared::take(&shared_folder(manifest, toolchain, cache), on_event)?;
    shared.give_up_others(
        &manifest.source_folders(course),
        &sources(course, manifest)?,
    )?;
    let place = Place {
        locked,
        shared,
        ways,
    };
    let mut built = build(course, manifest, toolchain, &place, on_event)?;
    built.took = started.elapsed();
    on_event(Event::DependenciesReady { took: built.took });
    Ok(built)
}

/// Where the crates of `course` are built.
fn folder(
    course: &Course,
    manifest: &Manifest,
    toolchain: &Toolchain,
    cache: &Path,
) -> anyhow::Result<PathBuf> {
    Ok(cache.join("deps").join(key(course, manifest, toolchain)?))
}

/// What an earlier run built, or what is wrong with it.
fn read(folder: &Path, look: Look) -> Option<Result<Dependencies, String>> {
    let built: Built = read_sealed(&folder.join(BUILT))?;
    Some(match built.record.damage(folder, look) {
        Some(damage) => Err(damage),
        None => Ok(built.dependencies.map_paths(|path| folder.join(path))),
    })
}

/// Where cargo builds, see [`shared`].
fn shared_folder(manifest: &Manifest, toolchain: &Toolchain, cache: &Path) -> PathBuf {
    let mut hasher = blake3::Hasher::new();
    for part in [LAYOUT, &toolchain.version, &manifest.lock_text()] {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    cache.join("cargo").join(&hasher.finalize().to_hex()[..16])
}

/// Remove what is left of an earlier build.
fn start_again(folder: &Path, names: &[&str]) -> anyhow::Result<()> {
    for name in names {
        let path = folder.join(name);
        let is_folder = path.symlink_metadata().is_ok_and(|found| found.is_dir());
        let removed = match is_folder {
            true => fs::remove_dir_all(&path),
            false => fs::remove_file(&path),
        };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(in_the_cache("remove", &path, &error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

fn in_the_cache(doing: &str, path: &Path, error: &io::Error) -> anyhow::Error {
    let is_full = matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    );
    let advice = match is_full {
        true => "make room on the disk",
        false => "check its permissions",
    };
    anyhow::anyhow!(
        "failed to {doing} `{}` in the cache: {error}; {advice}, or set WORKBOOK_CACHE_DIR to \
         another folder",
        path.display()
    )
}

/// Names everything that decides what is built.
///
/// # Errors
///
/// Where a crate of the course cannot be read.
pub fn key(course: &Course, manifest: &Manifest, toolchain: &Toolchain) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for part in [
        LAYOUT,
        &toolchain.version,
        &manifest.kit_recipe(&course.crates),
        &manifest.lock_text(),
        kit::TEST_CRATE,
    ] {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    hasher.update(sources(course, manifest)?.as_bytes());
    Ok(hasher.finalize().to_hex()[..16].to_owned())
}

/// Names what the crates of the course consist of.
fn sources(course: &Course, manifest: &Manifest) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for folder in manifest.source_folders(course) {
        hash_sources(&folder, &mut hasher)?;
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// Path crates have no version: their sources decide.
fn hash_sources(folder: &Path, hasher: &mut blake3::Hasher) -> anyhow::Result<()> {
    let unreadable = || format!("failed to read the crate in `{}`", folder.display());
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(unreadable)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() && name != "target" && name != "tests" {
            hash_sources(&path, hasher)?;
        } else if name.ends_with(".rs") || name == "Cargo.toml" {
            hasher
                .update(name.as_bytes())
                .update(&fs::read(&path).with_context(unreadable)?);
        }
    }
    Ok(())
}

/// The value of `-L` for a folder of dependencies.
#[must_use]
pub fn dependency_path(folder: &Path) -> String {
    format!("dependency={}", folder.display())
}
