//! A bundle as one file. The same files give the same bytes, so that a course
//! can say which bundle it gave out.

use super::Files;
use crate::exit::Failure;
use anyhow::{Context, bail};
use flate2::{Compression, GzBuilder};
use std::path::Path;

/// Whether `target` names an archive and not a folder.
pub(super) fn is_asked_for(target: &Path) -> bool {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".tar.gz") || name.ends_with(".tgz")
}

/// An archive replaces nothing.
pub(super) fn ensure_new(target: &Path) -> anyhow::Result<()> {
    if target.symlink_metadata().is_ok() {
        bail!(Failure::Usage(format!(
            "`{}` exists already, and nothing may be overwritten; name another file with --out",
            target.display()
        )));
    }
    Ok(())
}

/// The archive's bytes; everything in it lies in the folder `name`.
pub(super) fn of(files: &Files, name: &str) -> anyhow::Result<Vec<u8>> {
    // No time and no system in the header.
    let gzip = GzBuilder::new().operating_system(255);
    let mut archive = tar::Builder::new(gzip.write(Vec::new(), Compression::best()));
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        // A time before 1980 would not survive in a zip that is made of it.
        header.set_mtime(1_000_000_000);
        let path = format!("{name}/{path}");
        archive
            .append_data(&mut header, &path, &content[..])
            .with_context(|| format!("failed to pack `{path}`"))?;
    }
    let gzip = archive.into_inner().context("failed to pack the bundle")?;
    gzip.finish().context("failed to compress the bundle")
}
