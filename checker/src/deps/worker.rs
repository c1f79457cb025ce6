//! The program that exercises start as processes: the one that `lab::Worker`
//! runs, compiled once for a toolchain.

use super::kit::compile;
use super::log::Log;
use super::record::Look;
use super::single::Single;
use super::trial;
use crate::course::Course;
use crate::event::Event;
use crate::toolchain::Toolchain;
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where its source lies in the crate `instrument`; `lab` knows how to call it.
const SOURCE: &str = "instrument/src/worker/program.rs";

/// Have the program of the workers built, now or by an earlier run.
///
/// # Errors
///
/// Where its source is missing, or it cannot be compiled.
pub fn worker(
    course: &Course,
    toolchain: &Toolchain,
    cache: &Path,
    look: Look,
    on_event: &mut dyn FnMut(Event),
) -> anyhow::Result<PathBuf> {
    let source = course.crates.join(SOURCE);
    let folder = worker_folder(course, toolchain, cache)?;
    let make = |place: &Path| {
        let log = Log::in_folder(&folder);
        trial::link_and_start(toolchain, &folder, &log)?;
        let mut command = Command::new(&toolchain.rustc);
        command.arg(&source).args([
            "--crate-name",
            "lab_worker",
            "--edition",
            "2024",
            "-Copt-level=1",
            "-Cstrip=symbols",
            "-o",
        ]);
        command.arg(place.join("lab-worker")).current_dir(place);
        compile(command, "build the program that exercises start", &log)
    };
    let single = Single {
        what: "the program that exercises start",
        folder: folder.clone(),
        name: "lab-worker",
        make: &make,
    };
    single.ready(look, on_event)
}

/// Where it is kept.
pub(super) fn worker_folder(
    course: &Course,
    toolchain: &Toolchain,
    cache: &Path,
) -> anyhow::Result<PathBuf> {
    let source = course.crates.join(SOURCE);
    let text =
        fs::read(&source).with_context(|| format!("failed to read `{}`", source.display()))?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(toolchain.version.as_bytes()).update(&text);
    Ok((cache.join("worker")).join(&hasher.finalize().to_hex()[..16]))
}
