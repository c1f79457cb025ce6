//! What was built, with a hash of each file: what was damaged since must not
//! decide a verdict.
//!
//! Reading a hundred megabytes costs as long as compiling a small file. So a file
//! whose number, size and times are those of its last reading counts as it was:
//! no program changes a file without changing the last of these times. A disk that
//! rots does, so everything is read once a day, and before every grading.

use crate::files::replace;
use crate::process::scoped_thread;
use anyhow::Context;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file that is as it was when it was read last is read again after this time.
const TRUSTED: Duration = Duration::from_secs(24 * 60 * 60);
/// A file that changes twice within this time may keep its times.
const TICK: Duration = Duration::from_millis(50);
/// Where it is kept what was read when.
const SEEN: &str = "seen.json";

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Read what seems to have changed, and everything once a day.
    Quick,
    /// Read everything.
    Whole,
}

/// Files, by their paths in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    files: BTreeMap<PathBuf, Content>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    size: u64,
    executable: bool,
    hash: String,
}

/// What a file was when it was read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    number: u64,
    size: u64,
    mode: u32,
    modified: (i64, i64),
    changed: (i64, i64),
}

/// What was read, and when.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Seen {
    /// Seconds since 1970.
    at: u64,
    files: BTreeMap<PathBuf, Identity>,
}

impl Record {
    /// Read `files` of `folder`, which were just built.
    pub(super) fn of(folder: &Path, files: Vec<PathBuf>) -> anyhow::Result<Self> {
        let read = read_all(folder, &files);
        let mut record = Self::default();
        for (path, content) in files.into_iter().zip(read) {
            let content =
                content.with_context(|| format!("failed to read `{}`", path.display()))?;
            record.files.insert(path, content);
        }
        Ok(record)
    }

    /// The first file that is not what was built, in words.
    pub(super) fn damage(&self, folder: &Path, look: Look) -> Option<String> {
        let named = |path: &Path, what: &str| format!("`{}` {what}", folder.join(path).display());
        let seen: Option<Seen> = read_sealed(&folder.join(SEEN));
        let seen = seen.filter(|seen| look == Look::Quick && seen.is_fresh());
        let seen = seen.unwrap_or_default();
        let mut now = BTreeMap::new();
        let mut doubtful = Vec::new();
        for (path, content) in &self.files {
            let found = match folder.join(path).symlink_metadata() {
                Ok(found) => found,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Some(named(path, "is gone"));
                }
                Err(error) => return Some(named(path, &format!("cannot be read: {error}"))),
            };
            if !found.is_file() {
                return Some(named(path, "is no file any more"));
            }
            if found.len() != content.size || is_executable(&found) != content.executable {
                return Some(named(path, "was changed"));
            }
            let identity = Identity::of(&found);
            if seen.files.get(path) != Some(&identity) {
                doubtful.push(path.clone());
            }
            now.insert(path.clone(), identity);
        }
        if doubtful.is_empty() {
            return None;
        }
        for (path, read) in doubtful.iter().zip(read_all(folder, &doubtful)) {
            match read {
                Ok(content) if content == self.files[path] => {}
                Ok(_) => return Some(named(path, "was changed")),
                Err(error) => return Some(named(path, &format!("cannot be read: {error}"))),
            }
        }
        now.retain(|_, identity| identity.is_settled());
        let at = if doubtful.len() == self.files.len() {
            seconds()
        } else {
            seen.at
        };
        // Where nothing can be written, everything is read the next time, too.
        let _ = write_sealed(&folder.join(SEEN), &Seen { at, files: now });
        None
    }
}

impl Identity {
    fn of(found: &Metadata) -> Self {
        Self {
            number: found.ino(),
            size: found.len(),
            mode: found.mode(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }

    /// Whether a later change would show in the times.
    fn is_settled(&self) -> bool {
        let seconds = Duration::from_secs(u64::try_from(self.changed.0).unwrap_or(0));
        let rest = Duration::from_nanos(u64::try_from(self.changed.1).unwrap_or(0));
        let age = SystemTime::now().duration_since(UNIX_EPOCH + seconds + rest);
        age.is_ok_and(|age| age > TICK)
    }
}

impl Seen {
    fn is_fresh(&self) -> bool {
        let age = seconds().checked_sub(self.at);
        age.is_some_and(|age| age < TRUSTED.as_secs())
    }
}

fn seconds() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default().as_secs()
}

fn is_executable(found: &Metadata) -> bool {
    found.mode() & 0o111 != 0
}

/// The contents of `paths`, in their order, read on all cores.
fn read_all(folder: &Path, paths: &[PathBuf]) -> Vec<io::Result<Content>> {
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<io::Result<Content>>>> =
        paths.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(path) = paths.get(at)
        {
            let content = read_one(&folder.join(path));
            *slots[at].lock().expect("nobody panics with it") = Some(content);
        }
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        for _ in 1..cores.min(paths.len()) {
            // Those that cannot be had are done without.
            let _ = scoped_thread(scope, "read", work);
        }
        work();
    });
    let read = slots
        .into_iter()
        .map(|slot| slot.into_inner().ok().flatten());
    read.map(|content| content.unwrap_or_else(|| Err(io::ErrorKind::Other.into())))
        .collect()
}

fn read_one(path: &Path) -> io::Result<Content> {
    let file = File::open(path)?;
    let found = file.metadata()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(&file)?;
    Ok(Content {
        size: hasher.count(),
        executable: is_executable(&found),
        hash: hasher.finalize().to_hex().to_string(),
    })
}

/// Write `value` with a hash of it.
pub(super) fn write_sealed(path: &Path, value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    let hash = blake3::hash(text.as_bytes()).to_hex();
    replace(path, format!("{hash}\n{text}\n").as_bytes())
}

/// What [`write_sealed`] wrote, whole; else nothing.
pub(super) fn read_sealed<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let text = fs::read_to_string(path).ok()?;
    let (hash, text) = text.split_once('\n')?;
    let text = text.strip_suffix('\n')?;
    let is_whole = blake3::hash(text.as_bytes()).to_hex().as_str() == hash;
    is_whole.then(|| serde_json::from_str(text).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};

    /// A folder with two files that were just built, and how they are recorded.
    fn built() -> (tempfile::TempDir, Record) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("libkit.so"), vec![7; 100_000]).unwrap();
        fs::write(folder.path().join("b.rlib"), "b").unwrap();
        let files = ["libkit.so", "b.rlib"].map(PathBuf::from).to_vec();
        let record = Record::of(folder.path(), files).unwrap();
        (folder, record)
    }

    /// What is found after `change`, at a quick look and at a whole one.
    #[track_caller]
    fn found(change: impl Fn(&Path), want: &str) {
        for look in [Look::Quick, Look::Whole] {
            let (folder, record) = built();
            assert_eq!(record.damage(folder.path(), Look::Whole), None);
            change(&folder.path().join("libkit.so"));
            let damage = record.damage(folder.path(), look).unwrap();
            assert!(
                damage.contains("libkit.so` ") && damage.contains(want),
                "{damage}"
            );
        }
    }

    #[test]
    fn a_file_that_is_not_what_was_built_is_named() {
        found(|file| fs::remove_file(file).unwrap(), "is gone");
        found(|file| fs::write(file, "").unwrap(), "was changed");
        found(
            |file| fs::write(file, vec![8; 100_000]).unwrap(),
            "was changed",
        );
        found(
            |file| fs::set_permissions(file, Permissions::from_mode(0o755)).unwrap(),
            "was changed",
        );
        let linked = |file: &Path| {
            let other = file.with_extension("other");
            fs::rename(file, &other).unwrap();
            symlink(other, file).unwrap();
        };
        found(linked, "no file any more");
        let one_bit = |file: &Path| {
            let modified = file.metadata().unwrap().modified().unwrap();
            let mut content = fs::read(file).unwrap();
            content[50_000] ^= 1;
            fs::write(file, content).unwrap();
            // Who puts the time back does not put back the time of the change.
            File::options()
                .append(true)
                .open(file)
                .unwrap()
                .set_modified(modified)
                .unwrap();
        };
        found(one_bit, "was changed");
    }

    #[test]
    fn what_was_read_and_did_not_change_is_not_read_again_at_a_quick_look() {
        let (folder, record) = built();
        let files = record.files.keys().map(|path| {
            let found = folder.path().join(path).metadata().unwrap();
            (path.clone(), Identity::of(&found))
        });
        let seen = Seen {
            at: seconds(),
            files: files.collect(),
        };
        write_sealed(&folder.path().join(SEEN), &seen).unwrap();
        // As after a disk that rotted: the hash is another one, the times are not.
        let mut other = record.clone();
        other.files.get_mut(Path::new("b.rlib")).unwrap().hash = String::new();
        assert_eq!(other.damage(folder.path(), Look::Quick), None);
        assert!(other.damage(folder.path(), Look::Whole).is_some());
        let old = Seen {
            at: seconds() - TRUSTED.as_secs(),
            ..seen
        };
        write_sealed(&folder.path().join(SEEN), &old).unwrap();
        assert!(
            other.damage(folder.path(), Look::Quick).is_some(),
            "a day later"
        );
    }

    #[test]
    fn a_file_of_before_that_is_moved_here_is_read_and_found_whole() {
        let (folder, record) = built();
        assert_eq!(record.damage(folder.path(), Look::Quick), None);
        let [file, copy] = ["libkit.so", "copy"].map(|name| folder.path().join(name));
        fs::copy(&file, &copy).unwrap();
        fs::rename(&copy, &file).unwrap();
        assert_eq!(record.damage(folder.path(), Look::Quick), None);
    }

    #[test]
    fn a_record_that_is_damaged_itself_is_none() {
        let (folder, record) = built();
        let path = folder.path().join("kit.json");
        write_sealed(&path, &record).unwrap();
        assert_eq!(read_sealed::<Record>(&path).as_ref(), Some(&record));
        let text = fs::read_to_string(&path).unwrap();
        for damaged in [
            text.replace("100000", "100001"),
            text[..90].to_owned(),
            String::new(),
        ] {
            fs::write(&path, damaged).unwrap();
            assert_eq!(read_sealed::<Record>(&path), None);
        }
    }
}
