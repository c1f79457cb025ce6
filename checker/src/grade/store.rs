//! Verdicts on disk, by the content that they are about.

use super::graded::Graded;
use super::key::Key;
use crate::files::replace;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of verdicts: `xx/<key>.json`.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    schema: String,
    key: String,
    /// Of the text of `graded`.
    blake3: String,
    #[serde(borrow)]
    graded: &'a RawValue,
}

const SCHEMA: &str = "workbook/verdict/v1";

impl Store {
    /// The store in this folder, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What is stored. An entry that is damaged counts as none, and is then
    /// judged again.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Graded> {
        let text = fs::read_to_string(self.path(key)).ok()?;
        let entry: Entry<'_> = serde_json::from_str(&text).ok()?;
        let graded = entry.graded.get();
        let whole = entry.schema == SCHEMA
            && entry.key == key.to_string()
            && entry.blake3 == blake3::hash(graded.as_bytes()).to_hex().as_str();
        whole.then(|| serde_json::from_str(graded).ok()).flatten()
    }

    /// Store it: whole, or not at all. It is not synced: a power cut leaves a
    /// damaged entry, and that is seen.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn put(&self, key: &Key, graded: &Graded) -> anyhow::Result<()> {
        let graded = serde_json::value::to_raw_value(graded)?;
        let entry = Entry {
            schema: SCHEMA.to_owned(),
            key: key.to_string(),
            blake3: blake3::hash(graded.get().as_bytes()).to_hex().to_string(),
            graded: &graded,
        };
        replace(&self.path(key), &serde_json::to_vec(&entry)?)
    }

    /// The entry's file.
    #[must_use]
    pub fn path(&self, key: &Key) -> PathBuf {
        let name = key.to_string();
        self.folder.join(&name[..2]).join(format!("{name}.json"))
    }

    /// Where the entries are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

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
        let store = Store::new(dir.path().join("verdicts"));
        let [one, other] = [Key::of(&[b"one"]), Key::of(&[b"other"])];
        assert_eq!(store.get(&one), None);
        store.put(&one, &graded()).unwrap();
        assert_eq!(store.get(&one), Some(graded()));
        assert_eq!(store.get(&other), None);
        // One that was copied to the place of another is none.
        fs::create_dir_all(store.path(&other).parent().unwrap()).unwrap();
        fs::copy(store.path(&one), store.path(&other)).unwrap();
        assert_eq!(store.get(&other), None);
    }

    #[test]
    fn an_entry_that_was_damaged_in_any_way_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(dir.path().to_owned());
        let key = Key::of(&[b"one"]);
        store.put(&key, &graded()).unwrap();
        let whole = fs::read(store.path(&key)).unwrap();
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
            fs::write(store.path(&key), &bytes).unwrap();
            assert_eq!(
                store.get(&key),
                None,
                "{:?}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}
