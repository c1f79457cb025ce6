//! Where cargo builds: one folder for all kits of a toolchain and a lock file, so that
//! what two of them have in common is built once.
//!
//! Cargo does not look into what it has built. What is there is therefore read
//! before anything is built upon it, and given up where it is not what was built.

use super::build::is_library;
use super::record::{Look, Record, read_sealed, write_sealed};
use super::waiting::{Locked, lock};
use super::{in_the_cache, start_again};
use crate::event::Event;
use crate::files::replace;
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// What was built, by whom it was last.
const RECORD: &str = "built.json";

/// Which crates of a course were built last.
const SOURCES: &str = "sources";

/// Cargo's folder, while nobody else builds there.
pub(super) struct Shared(Locked);

impl Shared {
    /// Wait until nobody builds in `folder`, and look at what is there.
    pub(super) fn take(folder: &Path, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<Self> {
        let locked = lock(folder, on_event)?;
        let record: Option<Record> = read_sealed(&folder.join(RECORD));
        let whole = record.is_some_and(|record| record.damage(folder, Look::Whole).is_none());
        if !whole {
            start_again(folder, &["target"])?;
        }
        // Who is killed while building leaves what nobody vouches for.
        start_again(folder, &[RECORD])?;
        Ok(Self(locked))
    }

    /// Have the crates in `folders` built again, unless the last ones that were built
    /// here were these, by their `content`: cargo goes by times alone, and those of
    /// another version of a course may be older.
    pub(super) fn give_up_others(&self, folders: &[PathBuf], content: &str) -> anyhow::Result<()> {
        let written = self.0.folder().join(SOURCES);
        let now = format!("{content} {folders:?}");
        if fs::read_to_string(&written).is_ok_and(|before| before == now) {
            return Ok(());
        }
        let known = self.target().join("debug/.fingerprint");
        let entries = fs::read_dir(&known).into_iter().flatten().flatten();
        let names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        for folder in folders {
            let own = format!("{}-", folder.file_name().unwrap_or_default().display());
            for name in names.iter().filter_map(|name| name.to_str()) {
                if name.starts_with(&own) {
                    start_again(&known, &[name])?;
                }
            }
        }
        replace(&written, now.as_bytes())
    }

    pub(super) fn folder(&self) -> &Path {
        self.0.folder()
    }

    /// Cargo's `--target-dir`.
    pub(super) fn target(&self) -> PathBuf {
        self.0.folder().join("target")
    }

    /// Tell those who wait.
    pub(super) fn tell(&self, event: &Event) {
        self.0.tell(event);
    }

    /// Copy `files`, which were just built here, to `place`, and vouch for all that is
    /// here from now on.
    pub(super) fn hand_out(&self, files: &[PathBuf], place: &Path) -> anyhow::Result<()> {
        fs::create_dir_all(place).map_err(|error| in_the_cache("make", place, &error))?;
        for file in files.iter().filter(|file| is_library(file)) {
            let copy = copied(file, place);
            fs::copy(file, &copy).map_err(|error| in_the_cache("write", &copy, &error))?;
        }
        let built = self.target().join("debug/deps");
        let entries = fs::read_dir(&built)
            .with_context(|| format!("failed to read the folder `{}`", built.display()))?;
        let paths = entries.flatten().map(|entry| entry.path());
        let folder = self.0.folder();
        let inside = |path: PathBuf| path.strip_prefix(folder).map(Path::to_owned).ok();
        let files = paths.filter(|path| is_library(path)).filter_map(inside);
        let record = Record::of(folder, files.collect())?;
        write_sealed(&folder.join(RECORD), &record)
    }
}

/// Where [`Shared::hand_out`] puts a file.
pub(super) fn copied(file: &Path, place: &Path) -> PathBuf {
    place.join(file.file_name().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder in which something was built and handed out.
    fn built() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let shared = take(&folder);
        let libraries = shared.target().join("debug/deps");
        fs::create_dir_all(&libraries).unwrap();
        let files = ["libtokio.rlib", "libtokio.d"].map(|name| libraries.join(name));
        for file in &files {
            fs::write(file, "what was built").unwrap();
        }
        let place = folder.path().join("kit");
        shared.hand_out(&files, &place).unwrap();
        assert!(place.join("libtokio.rlib").exists() && !place.join("libtokio.d").exists());
        folder
    }

    fn take(folder: &tempfile::TempDir) -> Shared {
        Shared::take(folder.path(), &mut |_| {}).unwrap()
    }

    fn library(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("target/debug/deps/libtokio.rlib")
    }

    #[test]
    fn what_was_built_is_built_upon() {
        let folder = built();
        let _shared = take(&folder);
        assert!(library(&folder).exists());
    }

    #[test]
    fn what_is_damaged_is_given_up() {
        let folder = built();
        fs::write(library(&folder), "something else").unwrap();
        let _shared = take(&folder);
        assert!(!library(&folder).exists());
    }

    #[test]
    fn what_a_killed_build_left_is_given_up() {
        let folder = built();
        drop(take(&folder));
        let _shared = take(&folder);
        assert!(!library(&folder).exists());
    }

    #[test]
    fn crates_with_another_content_are_built_again_and_no_others() {
        let folder = built();
        let shared = take(&folder);
        let known = shared.target().join("debug/.fingerprint");
        let names = ["lab-1", "proof-2", "tokio-3"];
        let make = || names.map(|name| fs::create_dir_all(known.join(name)).unwrap());
        let left = || names.map(|name| known.join(name).exists());
        let folders = ["/course/lab", "/course/proof"].map(PathBuf::from);
        make();
        shared.give_up_others(&folders, "one").unwrap();
        assert_eq!(left(), [false, false, true]);
        make();
        shared.give_up_others(&folders, "one").unwrap();
        assert_eq!(left(), [true, true, true]);
        shared.give_up_others(&folders, "another").unwrap();
        assert_eq!(left(), [false, false, true]);
    }
}
