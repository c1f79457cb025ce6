//! What of a submission is looked at: the files of the course's exercises, and
//! nothing else.

use super::key::{Key, Recipe};
use super::layout::candidates;
use crate::course::Course;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What was handed in for one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// Nothing.
    Nothing,
    /// A file that is not looked at any further, and why.
    Refused(String),
    /// An answer.
    Answer {
        /// What its verdict is stored by.
        key: String,
        /// Of the text, in hexadecimal.
        blake3: String,
    },
}

/// An answer with its text.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) exercise: usize,
    pub(super) key: Key,
    pub(super) blake3: String,
    pub(super) text: Vec<u8>,
}

/// Takes answers out of submissions.
#[derive(Debug)]
pub struct Taker<'a> {
    candidates: Vec<Vec<PathBuf>>,
    recipes: &'a [Recipe],
    /// Whether answers that are the same get verdicts of their own.
    apart: bool,
}

impl<'a> Taker<'a> {
    /// One for this course; `recipes` has one for each exercise.
    #[must_use]
    pub fn new(course: &Course, recipes: &'a [Recipe], apart: bool) -> Self {
        Self {
            candidates: candidates(course),
            recipes,
            apart,
        }
    }

    /// Look at the submission `id` in `root`: what is there for each exercise,
    /// in order, and the texts of the answers.
    pub(super) fn take(&self, id: &str, root: &Path) -> anyhow::Result<(Vec<Handed>, Vec<Answer>)> {
        let mut handed = Vec::new();
        let mut answers = Vec::new();
        for (exercise, candidates) in self.candidates.iter().enumerate() {
            let one = match take(root, candidates)? {
                Ok(None) => Handed::Nothing,
                Err(refused) => Handed::Refused(refused.0),
                Ok(Some(taken)) => {
                    let apart = self.apart.then_some(id);
                    let key = self.recipes[exercise].key(&taken.bytes, apart);
                    let blake3 = blake3::hash(&taken.bytes).to_hex().to_string();
                    answers.push(Answer {
                        exercise,
                        key,
                        blake3: blake3.clone(),
                        text: taken.bytes,
                    });
                    let key = key.to_string();
                    Handed::Answer { key, blake3 }
                }
            };
            handed.push(one);
        }
        Ok((handed, answers))
    }
}

/// A file as it was handed in.
struct Taken {
    bytes: Vec<u8>,
}

/// Why a file is not taken, for people.
struct Refused(String);

/// No answer is longer.
const MOST_BYTES: u64 = 256 * 1024;

/// The first of `candidates` that is there.
fn take(root: &Path, candidates: &[PathBuf]) -> anyhow::Result<Result<Option<Taken>, Refused>> {
    for candidate in candidates {
        match plain_file(root, candidate) {
            Ok(file) => return Ok(read(file, candidate)?.map(Some)),
            Err(error) if is_absent(&error) => {}
            Err(error) => {
                let why = format!("`{}` cannot be read: {error}", candidate.display());
                return Ok(Err(Refused(why)));
            }
        }
    }
    Ok(Ok(None))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Open a regular file below `root`, without following a link.
fn plain_file(root: &Path, path: &Path) -> io::Result<File> {
    let mut at = root.to_owned();
    for part in path {
        at.push(part);
        if fs::symlink_metadata(&at)?.is_symlink() {
            return Err(io::Error::other("it is a link, or lies behind one"));
        }
    }
    if !fs::symlink_metadata(&at)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    File::open(at)
}

fn read(file: File, path: &Path) -> anyhow::Result<Result<Taken, Refused>> {
    let shown = path.display();
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let why = if bytes.len() as u64 > MOST_BYTES {
        format!("`{shown}` is longer than {} KiB", MOST_BYTES / 1024)
    } else if std::str::from_utf8(&bytes).is_err() {
        format!("`{shown}` is not UTF-8 text")
    } else if bytes.contains(&0) {
        format!("`{shown}` has a NUL byte in it")
    } else {
        return Ok(Ok(Taken { bytes }));
    };
    Ok(Err(Refused(why)))
}
