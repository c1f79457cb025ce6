//! The mutants that can be judged, and what is recorded of them.

use super::Sample;
use super::equivalents::Equivalents;
use super::make::{self, Mutant};
use crate::command::dev::selection::shown;
use crate::command::dev::trial::Trial;
use crate::course::Course;
use anyhow::Context;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};

/// A mutant of an answer.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The place of the exercise in the course.
    pub(super) exercise: usize,
    /// The answer that was changed, absolute.
    pub(super) file: PathBuf,
    pub(super) mutant: Mutant,
    /// Which record of its exercise says that it is right too.
    pub(super) record: Option<usize>,
}

/// Everything that can be judged.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    pub(super) records: BTreeMap<usize, Equivalents>,
}

impl Candidates {
    /// The mutants of all `answers`, in their order.
    pub(super) fn of(course: &Course, answers: &[Trial]) -> anyhow::Result<Self> {
        let mut candidates = Self::default();
        for answer in answers {
            candidates
                .add(course, answer)
                .with_context(|| format!("`{}`", shown(course, &answer.file)))?;
        }
        Ok(candidates)
    }

    fn add(&mut self, course: &Course, answer: &Trial) -> anyhow::Result<()> {
        let exercise = &course.exercises[answer.exercise];
        let records = match self.records.entry(answer.exercise) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => place.insert(Equivalents::read(course, exercise)?),
        };
        let shipped = read(&course.exercise_path(exercise))?;
        for mutant in make::mutants(&read(&answer.file)?, &shipped)? {
            self.all.push(Candidate {
                exercise: answer.exercise,
                file: answer.file.clone(),
                record: records.find(&mutant),
                mutant,
            });
        }
        Ok(())
    }

    /// Those that are in `sample`: of the whole course, none of an exercise that
    /// is not settled.
    pub(super) fn sample(&self, sample: Sample, whole_course: bool) -> Vec<Candidate> {
        let known = |at: usize| self.records.get(&at).is_some_and(|of| of.settled);
        let mut all = self.all.clone();
        all.retain(|one| one.record.is_none() && (!whole_course || known(one.exercise)));
        sample.keep(&mut all);
        all
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("failed to read `{}`", path.display()))
}
