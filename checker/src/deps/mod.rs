//! The crates that exercises use, built once for a toolchain and a lock file.
//!
//! cargo builds them; then all of them are linked into one shared object, the
//! *kit*, so that linking a test is fast. After that cargo is not on the path
//! of a verdict.

mod cargo;
mod fault;
mod home;
mod kit;
mod log;
mod manifest;
mod packages;
mod progress;
mod record;
mod settings;
mod single;
mod trial;
mod trouble;
mod verify;
mod worker;

pub use home::clean;
pub use kit::test_crate;
pub use manifest::{Lint, Manifest};
pub use record::Look;
pub use verify::{is_built, try_the_linker, verify};
pub use worker::worker;

use crate::course::Course;
use crate::event::Event;
use crate::toolchain::Toolchain;
use anyhow::Context;
use cargo::Cargo;
use home::Home;
use log::Log;
use progress::Counter;
use record::{Record, read_sealed, write_sealed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Counts up when what is built here changes its shape.
const LAYOUT: &str = "kit 4";

/// What was built, in its folder.
const BUILT: &str = "kit.json";

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
    let _lock = lock(&folder)?;
    match read(&folder, ways.look) {
        Some(Ok(ready)) => return Ok(ready),
        Some(Err(damage)) => {
            let what = "a crate that exercises use".to_owned();
            on_event(Event::Damaged { what, damage });
        }
        None => {}
    }
    // Cargo does not look into what it has built; what is left may be damaged.
    start_again(&folder, &[BUILT, "target", "kit"])?;
    let started = Instant::now();
    let offline = ways.offline;
    let mut built = build(course, manifest, toolchain, &folder, offline, on_event)?;
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

/// Keep others from building in `folder`, which is made where it is missing.
fn lock(folder: &Path) -> anyhow::Result<fs::File> {
    let file = folder.join("lock");
    let locked = fs::create_dir_all(folder)
        .and_then(|()| fs::File::create(&file))
        .and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| in_the_cache("lock", &file, &error))
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
    for folder in manifest.source_folders(course) {
        hash_sources(&folder, &mut hasher)?;
    }
    Ok(hasher.finalize().to_hex()[..16].to_owned())
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

fn build(
    course: &Course,
    manifest: &Manifest,
    toolchain: &Toolchain,
    folder: &Path,
    offline: bool,
    on_event: &mut dyn FnMut(Event),
) -> anyhow::Result<Dependencies> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| fs::write(&path, text))
            .with_context(|| format!("failed to write `{}`", path.display()))
    };
    write("Cargo.toml", &manifest.kit_manifest(course))?;
    write("Cargo.lock", &manifest.lock_text())?;
    write("src/lib.rs", "")?;
    let log = Log::in_folder(folder);
    trial::link_and_start(toolchain, folder, &log)?;
    let home = Home::make(folder, &course.root, offline)?;
    for note in &home.notes {
        log.write(note);
    }
    let cargo = Cargo {
        toolchain,
        folder,
        offline,
        home: &home,
        log: &log,
    };
    let mut counter =
        Counter::of(&cargo.run(&["metadata", "--format-version", "1"], &mut |_| {})?)?;
    on_event(counter.event());
    cargo.run(
        &["build", "--lib", "--message-format", "json"],
        &mut |line| {
            if counter.see(line) {
                on_event(counter.event());
            }
        },
    )?;
    let mut libraries = counter.direct_libraries()?;
    let search = Some(folder.join("target/debug/deps"));
    if !manifest.proofs {
        let dependencies = Dependencies {
            exercise: libraries,
            search,
            ..Dependencies::default()
        };
        return keep(dependencies, folder);
    }
    let kit = kit::link_kit(toolchain, folder, &libraries, &log)?;
    let test_crate = kit::test_crate_upon(toolchain, folder, &kit, &log)?;
    let mut hidden = BTreeMap::from([("kit".to_owned(), kit)]);
    for name in ["proof", "report", "tokio"] {
        if let Some(path) = libraries.get(name) {
            hidden.insert(name.to_owned(), path.clone());
        }
    }
    libraries.retain(|name, _| {
        manifest
            .dependencies
            .iter()
            .any(|known| known.crate_name() == *name)
    });
    let dependencies = Dependencies {
        exercise: libraries,
        hidden,
        search,
        test_crate: Some(test_crate),
        took: Duration::ZERO,
    };
    keep(dependencies, folder)
}

/// Write down what was built, with all that a compiler reads of it.
fn keep(dependencies: Dependencies, folder: &Path) -> anyhow::Result<Dependencies> {
    let inside = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_owned();
    let mut files: Vec<PathBuf> = dependencies.libraries().map(|path| inside(path)).collect();
    if let Some(search) = &dependencies.search {
        let entries = fs::read_dir(search)
            .with_context(|| format!("failed to read the folder `{}`", search.display()))?;
        let paths = entries.flatten().map(|entry| entry.path());
        files.extend(
            paths
                .filter(|path| is_library(path))
                .map(|path| inside(&path)),
        );
    }
    files.sort();
    files.dedup();
    let built = Built {
        record: Record::of(folder, files)?,
        dependencies: dependencies.clone().map_paths(|path| inside(&path)),
    };
    write_sealed(&folder.join(BUILT), &built)?;
    Ok(dependencies)
}

/// Whether a compiler reads it, as a crate or as a macro.
fn is_library(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending == "rlib" || ending == "rmeta" || ending == std::env::consts::DLL_EXTENSION
}

/// The value of `-L` for a folder of dependencies.
#[must_use]
pub fn dependency_path(folder: &Path) -> String {
    format!("dependency={}", folder.display())
}
