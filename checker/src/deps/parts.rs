//! What an exercise is built with, part by part: who is told that verdicts have to
//! be made again wants to know because of what.

use super::{Manifest, hash_sources};
use crate::course::Course;
use std::collections::BTreeMap;

/// By what people call it, with a hash of each.
pub type Parts = BTreeMap<String, String>;

/// The crates of the course, and those that it names.
///
/// # Errors
///
/// Where a crate of the course cannot be read.
pub fn parts(course: &Course, manifest: &Manifest) -> anyhow::Result<Parts> {
    let mut parts = Parts::new();
    for folder in manifest.source_folders(course) {
        let mut hasher = blake3::Hasher::new();
        hash_sources(&folder, &mut hasher)?;
        let name = folder.file_name().unwrap_or_default().display().to_string();
        parts.insert(format!("the crate `{name}`"), short(&hasher));
    }
    for (what, text) in [
        ("the dependencies", manifest.kit_recipe(&course.crates)),
        ("Cargo.lock", manifest.lock_text()),
        (
            "the lints in Cargo.toml",
            format!("{:?} {}", manifest.lints, manifest.edition),
        ),
    ] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(text.as_bytes());
        parts.insert(what.to_owned(), short(&hasher));
    }
    Ok(parts)
}

fn short(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex()[..16].to_owned()
}
