//! The attacks: one folder each, with the answer and what must come of it.

use super::field::Effect;
use super::{checker, user::is_root};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// One answer that attacks, and what must come of it.
pub(crate) struct Attack {
    /// Its folder's name.
    pub(crate) name: String,
    /// The answer, with placeholders; see [`super::field::Field::fill`].
    pub(crate) student: String,
    expect: File,
}

/// `expect.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What it tries, in a sentence.
    about: String,
    /// The exercise that it answers.
    exercise: String,
    /// The only architecture that it works on.
    only: Option<String>,
    /// Tried only as `root`, or only as a `user`.
    only_as: Option<String>,
    /// With every layer on.
    expect: Outcome,
    /// With these layers off; several are joined by a `+`.
    #[serde(default)]
    without: BTreeMap<String, Outcome>,
}

/// What must come of it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    /// `pass`, or the kinds of findings that may head the verdict, with a `|`.
    pub(crate) verdict: String,
    /// Exactly what it did to the world around it.
    #[serde(default)]
    pub(crate) effects: BTreeSet<Effect>,
    /// Something that the verdict has to say.
    pub(crate) says: Option<String>,
    /// Something that nobody may be shown.
    pub(crate) never_shows: Option<String>,
}

/// A defence that a test can turn off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// The look at the tokens.
    Screen,
    /// What the compiler of the answer may touch.
    CompileFence,
    /// What the test's process may touch.
    Seal,
}

impl Layer {
    fn named(name: &str) -> Self {
        match name {
            "screen" => Layer::Screen,
            "compile_fence" => Layer::CompileFence,
            "seal" => Layer::Seal,
            other => panic!("there is no layer `{other}`"),
        }
    }
}

impl Attack {
    /// The exercise that it answers.
    pub(crate) fn exercise(&self) -> &str {
        &self.expect.exercise
    }

    /// With every layer on.
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.expect.expect
    }

    /// With some layers off.
    pub(crate) fn outcomes_without(&self) -> Vec<(Vec<Layer>, &Outcome)> {
        let without = self.expect.without.iter();
        without
            .map(|(layers, outcome)| (layers.split('+').map(Layer::named).collect(), outcome))
            .collect()
    }

    /// Why it cannot be tried here.
    pub(crate) fn cannot_be_tried(&self) -> Option<String> {
        let who = if is_root() { "root" } else { "user" };
        if let Some(only) = &self.expect.only
            && only != std::env::consts::ARCH
        {
            return Some(format!("`{}` is for {only}", self.name));
        }
        let only_as = self.expect.only_as.as_deref()?;
        (only_as != who).then(|| format!("`{}` is for a {only_as}", self.name))
    }
}

/// All of them, in the order of their names. `REDTEAM` in the environment picks
/// those whose name contains it.
pub(crate) fn attacks() -> Vec<Attack> {
    let folder = checker().join("tests/redteam");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let picked = std::env::var("REDTEAM").unwrap_or_default();
    let mut attacks: Vec<Attack> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            let read = |file| {
                let path = entry.path().join(file);
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
            };
            name.contains(&picked).then(|| Attack {
                student: read("student.rs"),
                expect: expectation(&name, &read("expect.toml")),
                name,
            })
        })
        .collect();
    attacks.sort_by(|a, b| a.name.cmp(&b.name));
    attacks
}

fn expectation(name: &str, text: &str) -> File {
    let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("`{name}`: {error}"));
    assert!(
        file.about.ends_with('.'),
        "`{name}`: a sentence says what it is about"
    );
    file
}
