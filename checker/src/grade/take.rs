//! What of a submission is looked at: the files of the course's exercises, and
//! nothing else.

use super::key::{Key, Recipe};
use super::search::{Found, Search};
use crate::course::Course;
use crate::intake::Refused;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What was handed in for one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// Nothing.
    Nothing,
    /// A file that is not looked at any further, and why.
    Refused(String),
    /// Nothing that is taken for an answer, though something is there: what.
    Unclear(String),
    /// What could not be read, and why. That says nothing about it.
    Unreadable(String),
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
    search: Search,
    recipes: &'a [Recipe],
    /// Whether answers that are the same get verdicts of their own.
    apart: bool,
}

impl<'a> Taker<'a> {
    /// One for this course; `recipes` has one for each exercise.
    #[must_use]
    pub fn new(course: &Course, recipes: &'a [Recipe], apart: bool) -> Self {
        Self {
            search: Search::new(course),
            recipes,
            apart,
        }
    }

    /// Look at the submission `id` in `root`: what is there for each exercise,
    /// in order, and the texts of the answers. Nothing in a submission is an
    /// error, so that it never ends the run of the others.
    pub(super) fn take(&self, id: &str, root: &Path) -> anyhow::Result<(Vec<Handed>, Vec<Answer>)> {
        let mut handed = Vec::new();
        let mut answers = Vec::new();
        for (exercise, found) in self.search.search(root).into_iter().enumerate() {
            let one = match found {
                Found::Nothing => Handed::Nothing,
                Found::Refused(Refused::Bad(why)) => Handed::Refused(why),
                Found::Refused(Refused::Unclear(why)) => Handed::Unclear(why),
                Found::Refused(Refused::Unreadable(why)) => Handed::Unreadable(why),
                Found::Text(text) => {
                    let apart = self.apart.then_some(id);
                    let key = self.recipes[exercise].key(&text, apart);
                    let blake3 = blake3::hash(&text).to_hex().to_string();
                    answers.push(Answer {
                        exercise,
                        key,
                        blake3: blake3.clone(),
                        text,
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
