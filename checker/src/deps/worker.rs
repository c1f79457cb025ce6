//! The program that exercises start as processes: the one that `lab::Worker`
//! runs, compiled once for a toolchain.

use super::kit::run_compiler;
use crate::course::Course;
use crate::toolchain::Toolchain;
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where its source lies in the crate `instrument`; `lab` knows how to call it.
const SOURCE: &str = "instrument/src/worker/program.rs";

/// Have the program of the workers built, now or by an earlier run.
///
/// # Errors
///
/// Where its source is missing, or it cannot be compiled.
pub fn worker(course: &Course, toolchain: &Toolchain, cache: &Path) -> anyhow::Result<PathBuf> {
    let source = course.crates.join(SOURCE);
    let text =
        fs::read(&source).with_context(|| format!("failed to read `{}`", source.display()))?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(toolchain.version.as_bytes()).update(&text);
    let folder = (cache.join("worker")).join(&hasher.finalize().to_hex()[..16]);
    let program = folder.join("lab-worker");
    if program.exists() {
        return Ok(program);
    }
    fs::create_dir_all(&folder)
        .with_context(|| format!("failed to create the folder `{}`", folder.display()))?;
    // Built beside and renamed, so that nobody starts half of it.
    let built = tempfile::tempdir_in(&folder).context("failed to make a folder in the cache")?;
    let fresh = built.path().join("lab-worker");
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
    command
        .arg(&fresh)
        .stdin(Stdio::null())
        .current_dir(built.path());
    run_compiler(command)?;
    fs::rename(&fresh, &program).context("failed to keep a program in the cache")?;
    Ok(program)
}
