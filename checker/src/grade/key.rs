//! Names for answers: two answers with the same name get the same verdict.

use super::basis::Basis;
use crate::course::{Course, Exercise, JudgedBy, Lints, UnsafeCode};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;

/// The hash of everything that a verdict depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of these parts. Lengths count, so that a move of bytes from one
    /// part to the next is a change.
    pub(super) fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// Read one as it is shown.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hash = blake3::Hash::from_hex(text).ok()?;
        Some(Self(*hash.as_bytes()))
    }

    /// A number from 0 up to `of`, the same on every machine.
    #[must_use]
    pub fn modulo(&self, of: usize) -> usize {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0[..8]);
        usize::try_from(u64::from_le_bytes(first) % of.max(1) as u64).unwrap_or(0)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a verdict on an exercise depends on beside the answer.
#[derive(Debug, Clone)]
pub struct Recipe {
    key: Key,
    /// By what people call it, with what it is, or a hash of that.
    parts: BTreeMap<&'static str, String>,
}

impl Recipe {
    /// `judging` names the toolchain, the prebuilt crates and the layers;
    /// `scale` is what deadlines are multiplied by.
    ///
    /// # Errors
    ///
    /// Where the hidden test cannot be read.
    pub fn new(
        course: &Course,
        exercise: &Exercise,
        judging: &str,
        scale: f64,
        repeat: usize,
    ) -> anyhow::Result<Self> {
        let hidden = course.hidden_path(exercise);
        let hidden = match exercise.judged_by {
            JudgedBy::HiddenTest => fs::read(&hidden).with_context(|| {
                format!("failed to read the hidden test `{}`", hidden.display())
            })?,
            JudgedBy::OwnTests | JudgedBy::Main => Vec::new(),
        };
        let judged_by = match exercise.judged_by {
            JudgedBy::HiddenTest => "hidden test",
            JudgedBy::OwnTests => "own tests",
            JudgedBy::Main => "main",
        };
        let lints = match exercise.lints {
            Lints::Shown => "shown",
            Lints::Denied => "denied",
        };
        let unsafe_code = match course.unsafe_code {
            UnsafeCode::Forbidden => "forbidden",
            UnsafeCode::Allowed => "allowed",
        };
        let needs = exercise.needs.words().collect::<Vec<_>>().join("\n");
        let short = &Key::of(&[&hidden]).to_string()[..16];
        let parts = BTreeMap::from([
            (
                "the version of workbook",
                env!("CARGO_PKG_VERSION").to_owned(),
            ),
            ("its file", exercise.file.display().to_string()),
            ("the hidden test", short.to_owned()),
            ("what it is judged by", judged_by.to_owned()),
            ("whether lints count", lints.to_owned()),
            ("whether `unsafe` is allowed", unsafe_code.to_owned()),
            ("what it needs of the machine", needs.clone()),
            ("its deadline", exercise.deadline.as_millis().to_string()),
            ("--timeout-scale", scale.to_string()),
            ("--repeat", repeat.to_string()),
        ]);
        let key = Key::of(&[
            env!("CARGO_PKG_VERSION").as_bytes(),
            judging.as_bytes(),
            exercise.name.as_str().as_bytes(),
            exercise.file.as_os_str().as_encoded_bytes(),
            &hidden,
            judged_by.as_bytes(),
            lints.as_bytes(),
            unsafe_code.as_bytes(),
            needs.as_bytes(),
            &exercise.deadline.as_nanos().to_le_bytes(),
            &scale.to_le_bytes(),
            &repeat.to_le_bytes(),
        ]);
        Ok(Self { key, parts })
    }

    /// All of it, to be compared with that of another run. `built` are the parts of
    /// what it is built with.
    #[must_use]
    pub fn basis(&self, built: &BTreeMap<String, String>) -> Basis {
        let own = self.parts.iter();
        let own = own.map(|(what, is)| ((*what).to_owned(), is.clone()));
        Basis {
            key: self.key.to_string()[..16].to_owned(),
            parts: own.chain(built.clone()).collect(),
        }
    }

    /// The name of an answer. `apart` keeps answers apart that are the same.
    #[must_use]
    pub fn key(&self, text: &[u8], apart: Option<&str>) -> Key {
        let apart = apart.unwrap_or_default().as_bytes();
        Key::of(&[&self.key.0, text, apart])
    }

    /// As text, for naming all of a course's recipes together.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.key.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;
    use std::collections::HashSet;

    fn key(change: fn(&mut Course), judging: &str, scale: f64, repeat: usize, text: &str) -> Key {
        let dir = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        course.hidden = dir.path().to_owned();
        let hidden = course.hidden_path(&course.exercises[0]);
        fs::create_dir_all(hidden.parent().unwrap()).unwrap();
        fs::write(hidden, course.title.as_bytes()).unwrap();
        change(&mut course);
        let recipe = Recipe::new(&course, &course.exercises[0], judging, scale, repeat);
        recipe.unwrap().key(text.as_bytes(), None)
    }

    #[test]
    fn everything_that_a_verdict_depends_on_is_in_its_key() {
        let same = |_: &mut Course| {};
        let keys = [
            key(same, "a", 1.0, 1, "text"),
            key(same, "b", 1.0, 1, "text"),
            key(same, "a", 2.0, 1, "text"),
            key(same, "a", 1.0, 2, "text"),
            key(same, "a", 1.0, 1, "other text"),
            key(
                |c| c.exercises[0].lints = Lints::Denied,
                "a",
                1.0,
                1,
                "text",
            ),
            key(|c| c.exercises[0].needs.files = true, "a", 1.0, 1, "text"),
            key(|c| c.exercises[0].deadline *= 2, "a", 1.0, 1, "text"),
            key(|c| c.unsafe_code = UnsafeCode::Allowed, "a", 1.0, 1, "text"),
            key(
                |c| c.exercises[0].judged_by = JudgedBy::Main,
                "a",
                1.0,
                1,
                "text",
            ),
            key(
                |c| fs::write(c.hidden_path(&c.exercises[0]), "changed").unwrap(),
                "a",
                1.0,
                1,
                "text",
            ),
        ];
        let distinct: HashSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len());
        assert_eq!(keys[0], key(same, "a", 1.0, 1, "text"));
        assert_eq!(Key::parse(&keys[0].to_string()), Some(keys[0]));
    }

    #[test]
    fn a_key_belongs_to_exactly_one_shard() {
        for of in 1..5 {
            let number = Key::of(&[b"x"]).modulo(of);
            assert!(number < of);
        }
        let numbers: HashSet<_> = (0..100u8).map(|n| Key::of(&[&[n]]).modulo(4)).collect();
        assert_eq!(numbers.len(), 4);
    }
}
