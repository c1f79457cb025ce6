//! Looking at all that was built, without mending it: for `doctor`, and for who
//! wants to know whether a strange verdict came of it.

use super::kit::test_crate_folder;
use super::log::Log;
use super::record::Look;
use super::worker::worker_folder;
use super::{Manifest, folder, read, single, trial};
use crate::course::{Course, Lesson};
use crate::toolchain::Toolchain;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Read everything in the cache that a verdict depends on. Each line names a
/// file that is not what was built; what is not there yet is no damage.
///
/// # Errors
///
/// Where the course's own crates cannot be read.
pub fn verify(
    course: &Course,
    manifest: &Manifest,
    toolchain: &Toolchain,
    cache: &Path,
) -> anyhow::Result<Vec<String>> {
    let kit_of = |lesson: &Lesson| {
        let manifest = manifest.of_lesson(&course.lessons, lesson);
        folder(course, &manifest, toolchain, cache)
    };
    let kits: BTreeSet<_> = course
        .lessons
        .iter()
        .map(kit_of)
        .collect::<Result<_, _>>()?;
    let damage = |kit: &PathBuf| read(kit, Look::Whole)?.err();
    let mut found: Vec<_> = kits.iter().filter_map(damage).collect();
    let mut folders = vec![test_crate_folder(toolchain, cache)];
    // A course without exercises about processes may come without the worker.
    folders.extend(worker_folder(course, toolchain, cache).ok());
    let single = |folder: &PathBuf| single::damage(folder, Look::Whole).flatten();
    found.extend(folders.iter().filter_map(single));
    Ok(found)
}

/// Whether the crates that exercises of `lesson` use are built.
///
/// # Errors
///
/// Where the course's own crates cannot be read.
pub fn is_built(
    course: &Course,
    lesson: &Lesson,
    manifest: &Manifest,
    toolchain: &Toolchain,
    cache: &Path,
) -> anyhow::Result<bool> {
    let manifest = manifest.of_lesson(&course.lessons, lesson);
    let needs_none = manifest.dependencies.is_empty() && !manifest.proofs;
    let kit = folder(course, &manifest, toolchain, cache)?;
    Ok(needs_none || read(&kit, Look::Quick).is_some())
}

/// Link a program in the cache and start it.
///
/// # Errors
///
/// Says what the linker said, or why the program cannot be started.
pub fn try_the_linker(toolchain: &Toolchain, cache: &Path) -> anyhow::Result<()> {
    let place = tempfile::tempdir_in(cache)?;
    trial::link_and_start(toolchain, place.path(), &Log::in_folder(place.path()))
}
