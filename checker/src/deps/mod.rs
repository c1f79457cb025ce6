//! The crates that exercises use, built once for a toolchain and a lock file.
//!
//! cargo builds them; then all of them are linked into one shared object, the
//! *kit*, so that linking a test is fast. After that cargo is not on the path
//! of a verdict.

mod kit;
mod manifest;
mod progress;
mod worker;

pub use kit::test_crate;
pub use manifest::{Lint, Manifest};
pub use worker::worker;

use crate::course::Course;
use crate::event::Event;
use crate::files::write_whole;
use crate::toolchain::Toolchain;
use anyhow::{Context, bail};
use progress::Counter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Counts up when what is built here changes its shape.
const LAYOUT: &str = "kit 1";

/// What the compiler needs to find the crates.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Dependencies {
    /// Name to library, for what exercises may name.
    pub exercise: BTreeMap<String, PathBuf>,
    /// Name to library, for what hidden tests may name beside that.
    pub hidden: BTreeMap<String, PathBuf>,
    /// Where the rest of them are.
    pub search: Option<PathBuf>,
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
        self.libraries().chain(&self.search).cloned().collect()
    }

    fn libraries(&self) -> impl Iterator<Item = &PathBuf> {
        self.exercise.values().chain(self.hidden.values())
    }
}

/// Have the crates of `course` built, now or by an earlier run.
///
/// # Errors
///
/// Where cargo cannot build them: no network the first time, a full disk.
pub fn ready(
    course: &Course,
    manifest: &Manifest,
    toolchain: &Toolchain,
    cache: &Path,
    offline: bool,
    on_event: &mut dyn FnMut(Event),
) -> anyhow::Result<Dependencies> {
    if manifest.dependencies.is_empty() && !manifest.proofs {
        return Ok(Dependencies::default());
    }
    let key = key(course, manifest, toolchain)?;
    let folder = cache.join("deps").join(&key);
    let done = folder.join("kit.json");
    if let Some(ready) = read(&done) {
        return Ok(ready);
    }
    fs::create_dir_all(&folder)
        .with_context(|| format!("failed to create the folder `{}`", folder.display()))?;
    // Another `workbook` may be building the same: wait for it, then use what it built.
    let lock = fs::File::create(folder.join("lock"))
        .context("failed to create a lock file in the cache folder")?;
    lock.lock().context("failed to lock the cache folder")?;
    if let Some(ready) = read(&done) {
        return Ok(ready);
    }
    let started = Instant::now();
    let mut built = build(course, manifest, toolchain, &folder, offline, on_event)?;
    write_whole(&done, &serde_json::to_vec_pretty(&built)?)?;
    built.took = started.elapsed();
    on_event(Event::DependenciesReady { took: built.took });
    Ok(built)
}

/// What an earlier run built, if all of it is still there.
fn read(done: &Path) -> Option<Dependencies> {
    let ready: Dependencies = serde_json::from_slice(&fs::read(done).ok()?).ok()?;
    ready.are_there().then_some(ready)
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
    let cargo = Cargo {
        toolchain,
        folder,
        offline,
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
        return Ok(Dependencies {
            exercise: libraries,
            search,
            ..Dependencies::default()
        });
    }
    let kit = kit::link_kit(toolchain, folder, &libraries)?;
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
    Ok(Dependencies {
        exercise: libraries,
        hidden,
        search,
        took: Duration::ZERO,
    })
}

struct Cargo<'a> {
    toolchain: &'a Toolchain,
    folder: &'a Path,
    offline: bool,
}

impl Cargo<'_> {
    /// Run cargo on the kit; its lines as they come, all of them at the end.
    fn run(&self, arguments: &[&str], on_line: &mut dyn FnMut(&str)) -> anyhow::Result<String> {
        let mut command = Command::new(&self.toolchain.cargo);
        command
            .args(arguments)
            .arg("--manifest-path")
            .arg(self.folder.join("Cargo.toml"));
        if arguments[0] == "metadata" {
            command.args(["--filter-platform", self.toolchain.host()]);
        } else {
            command.arg("--target-dir").arg(self.folder.join("target"));
        }
        if self.offline {
            command.arg("--offline");
        }
        // The learner's settings must not change what is built here.
        for name in [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_TARGET",
            "CARGO_TARGET_DIR",
        ] {
            command.env_remove(name);
        }
        command
            .env("RUSTC", &self.toolchain.rustc)
            .current_dir(self.folder)
            .stdin(Stdio::null());
        let output = progress::follow(command, on_line)?;
        if output.success {
            return Ok(output.stdout);
        }
        let hint = if self.offline {
            "`--offline` works only when cargo has downloaded them before; try again without it"
        } else {
            "the first time needs the network; check it, and the space on the disk, and try again"
        };
        bail!(
            "failed to build the crates that the exercises use: {hint}\ncargo said:\n{}",
            output.stderr.trim_end()
        );
    }
}

/// The value of `-L` for a folder of dependencies.
#[must_use]
pub fn dependency_path(folder: &Path) -> String {
    format!("dependency={}", folder.display())
}
