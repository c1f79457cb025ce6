//! What of a submission is looked at: the files of the course's exercises, and
//! nothing else.

use super::key::{Key, Recipe};
use super::layout::candidates;
use crate::course::Course;
use crate::intake;
use anyhow::Context;
use serde::{Deserialize, Serialize};
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
            let one = match intake::take(root, candidates)
                .with_context(|| format!("failed to read the submission `{}`", root.display()))?
            {
                Ok(None) => Handed::Nothing,
                Err(refused) => Handed::Refused(refused.to_string()),
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
