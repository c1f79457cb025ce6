//! Verdicts on disk, by the content that they are about.

use super::folder::Folder;
use super::graded::Graded;
use super::key::Key;
use super::secret::{About, Secret};
use anyhow::Context as _;
use rustix::fs::FileType;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The verdicts in a folder of results: `verdicts/xx/<key>.json`.
#[derive(Debug, Clone)]
pub struct Store {
    out: Folder,
    secret: Secret,
}

#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    schema: String,
    graded: Cow<'a, Graded>,
}

const SCHEMA: &str = "workbook/verdict/v2";
const VERDICTS: &str = "verdicts";

impl Store {
    /// The store in this folder of results; its entries are signed with `secret`.
    #[must_use]
    pub fn new(out: Folder, secret: Secret) -> Self {
        Self { out, secret }
    }

    /// What is stored. An entry that is damaged or not ours counts as none, and
    /// is then judged again.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Graded> {
        let text = self.out.read(&path(key)).ok()?;
        self.understood(key, &text)
    }

    fn understood(&self, key: &Key, text: &[u8]) -> Option<Graded> {
        let ours = self.secret.is_ours(About::Verdict(&key.to_string()), text);
        let entry: Entry<'_> = ours.then(|| serde_json::from_slice(text).ok())??;
        (entry.schema == SCHEMA).then(|| entry.graded.into_owned())
    }

    /// Store it: whole, or not at all. It is not synced: a power cut leaves a
    /// damaged entry, and that is seen.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn put(&self, key: &Key, graded: &Graded) -> anyhow::Result<()> {
        let entry = Entry {
            schema: SCHEMA.to_owned(),
            graded: Cow::Borrowed(graded),
        };
        let text = serde_json::to_vec(&entry)?;
        let signed = self.secret.sign(About::Verdict(&key.to_string()), &text);
        self.out.replace(&path(key), &signed)
    }

    /// Take over what `from` holds and this store lacks; what is not ours is
    /// left behind.
    ///
    /// # Errors
    ///
    /// Where something cannot be read or written.
    pub fn take_over(&self, from: &Store) -> anyhow::Result<()> {
        let verdicts = Path::new(VERDICTS);
        let list = |folder: &Path| {
            let names = from.out.list(folder);
            names.with_context(|| format!("failed to read `{}`", from.out.path(folder).display()))
        };
        for (prefix, kind) in list(verdicts)? {
            if kind != FileType::Directory {
                continue;
            }
            for (name, _) in list(&verdicts.join(&prefix))? {
                let name = Path::new(&name).file_stem().and_then(|name| name.to_str());
                let Some(key) = name.and_then(Key::parse) else {
                    continue;
                };
                if self.get(&key).is_none()
                    && let Some(graded) = from.get(&key)
                {
                    self.put(&key, &graded)?;
                }
            }
        }
        Ok(())
    }
}

/// The entry's file.
fn path(key: &Key) -> PathBuf {
    let name = key.to_string();
    Path::new(VERDICTS)
        .join(&name[..2])
        .join(format!("{name}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;
    use std::fs;

    fn store(dir: &tempfile::TempDir) -> Store {
        let folder = Folder::create(&dir.path().join("grades")).unwrap();
        Store::new(folder, Secret::sample())
    }

    impl Store {
        fn file(&self, key: &Key) -> PathBuf {
            self.out.path(path(key))
        }
    }

    fn graded() -> Graded {
        Graded {
            verdict: sample::serial(),
            runs: 2,
            passed_runs: 1,
            attempts: 2,
            unsteady: vec!["a".to_owned()],
        }
    }

    #[test]
    fn a_verdict_is_read_as_it_was_written() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(&dir);
        let [one, other] = [Key::of(&[b"one"]), Key::of(&[b"other"])];
        assert_eq!(store.get(&one), None);
        store.put(&one, &graded()).unwrap();
        assert_eq!(store.get(&one), Some(graded()));
        assert_eq!(store.get(&other), None);
        // One that was copied to the place of another is none.
        fs::create_dir_all(store.file(&other).parent().unwrap()).unwrap();
        fs::copy(store.file(&one), store.file(&other)).unwrap();
        assert_eq!(store.get(&other), None);
    }

    #[test]
    fn an_entry_that_was_signed_with_another_key_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(&dir);
        let theirs = tempfile::NamedTempFile::new().unwrap();
        fs::write(&theirs, "8".repeat(64)).unwrap();
        let secret = Secret::find(Some(theirs.path()), true, &mut |_| {}).unwrap();
        let key = Key::of(&[b"one"]);
        Store::new(store.out.clone(), secret)
            .put(&key, &graded())
            .unwrap();
        assert_eq!(store.get(&key), None);
        let other = tempfile::tempdir().unwrap();
        let merged = super::tests::store(&other);
        merged.take_over(&store).unwrap();
        assert!(!merged.file(&key).exists());
        store.put(&key, &graded()).unwrap();
        merged.take_over(&store).unwrap();
        assert_eq!(merged.get(&key), Some(graded()));
    }

    #[test]
    fn an_entry_that_was_damaged_in_any_way_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(&dir);
        let key = Key::of(&[b"one"]);
        store.put(&key, &graded()).unwrap();
        let whole = fs::read(store.file(&key)).unwrap();
        let passed = String::from_utf8(whole.clone()).unwrap();
        let passed = passed.replace("\"passed_runs\":1", "\"passed_runs\":2");
        let damaged = [
            whole[..whole.len() / 2].to_vec(),
            Vec::new(),
            passed.into_bytes(),
            whole[..whole.len() - 1].to_vec(),
            b"\xff\xfe".to_vec(),
        ];
        for bytes in damaged {
            assert_ne!(bytes, whole);
            fs::write(store.file(&key), &bytes).unwrap();
            assert_eq!(
                store.get(&key),
                None,
                "{:?}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}
