//! What is to be judged again, before anything is.

use super::compare::{Changes, compare};
use super::earlier::{Earlier, some_of};
use super::movement::{Moved, Regrade, Touched};
use super::row::Mark;
use crate::course::Course;
use crate::grade::basis::Basis;
use crate::grade::folder::Folder;
use crate::grade::key::Key;
use crate::grade::run_file::RunFile;
use crate::grade::store::Store;
use crate::grade::submission::Entry;
use crate::grade::take::{Answer, Taker};
use crate::reporter::{Count, json::Status};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a regrading does.
#[derive(Debug)]
pub struct Plan {
    /// Without what moved.
    pub regrade: Regrade,
    /// What whoever grades should know.
    pub warnings: Vec<String>,
    changes: Changes,
}

/// Find out what to judge again. Everything is looked at, nothing is written.
///
/// # Errors
///
/// Where somebody who was graded is missing, or a report of before is not ours.
pub fn plan(
    course: &Course,
    now: &RunFile,
    earlier: &Earlier,
    entries: &[Entry],
    taker: &Taker<'_>,
    store: &Store,
) -> anyhow::Result<Plan> {
    let ids: HashSet<&str> = entries
        .iter()
        .map(|one| one.submission.id.as_str())
        .collect();
    earlier.ensure_complete(&|id| ids.contains(id))?;
    let changes = changes(now, &earlier.run);
    let mut tally = Tally::default();
    for Entry { submission, root } in entries {
        let (_, answers) = taker.take(&submission.id, root)?;
        let before = earlier.row(&submission.id)?;
        if before.is_none() {
            tally.new.push(submission.id.clone());
        }
        for answer in answers {
            let name = course.exercises[answer.exercise].name.as_str();
            let mut marks = before.iter().flat_map(|row| &row.exercises);
            let mark = marks.find(|mark| mark.id == name);
            let is_other = |mark: &Mark| mark.answer() != Some(answer.blake3.as_str());
            if mark.is_some_and(is_other) {
                tally.other.push(format!("{}/{name}", submission.id));
            }
            tally.count(&answer, store);
        }
    }
    let touched = course.exercises.iter().enumerate().filter_map(|(at, one)| {
        let id = one.name.as_str();
        let [answers, judged] = tally.exercises.get(&at).copied().unwrap_or_default();
        let changed = changes.get(id).cloned();
        (changed.is_some() || judged > 0).then(|| Touched {
            id: id.to_owned(),
            changed: changed.unwrap_or_default(),
            answers,
            judged,
        })
    });
    let regrade = Regrade {
        schema: "workbook/regrade/v1".to_owned(),
        course: course.id.clone(),
        dry_run: true,
        judged: tally.exercises.values().map(|[_, judged]| judged).sum(),
        kept: tally.kept,
        graded: entries.len(),
        earlier: None,
        exercises: touched.collect(),
        submissions: Vec::new(),
    };
    let warnings = tally.warnings();
    Ok(Plan {
        regrade,
        warnings,
        changes,
    })
}

/// What is different, exercise by exercise.
fn changes(now: &RunFile, before: &RunFile) -> Changes {
    let of_one = |(name, basis): (&String, &Basis)| {
        let changes = match before.basis.get(name) {
            Some(before) => basis.changes(before),
            None => vec!["the exercise is new".to_owned()],
        };
        (!changes.is_empty()).then(|| (name.clone(), changes))
    };
    now.basis.iter().filter_map(of_one).collect()
}

#[derive(Default)]
struct Tally {
    /// By the exercise's place: answers, and those without a verdict, each text once.
    exercises: HashMap<usize, [usize; 2]>,
    seen: HashMap<Key, bool>,
    kept: usize,
    new: Vec<String>,
    other: Vec<String>,
}

impl Tally {
    fn count(&mut self, answer: &Answer, store: &Store) {
        let [answers, judged] = self.exercises.entry(answer.exercise).or_default();
        *answers += 1;
        let known = self.seen.get(&answer.key).copied();
        let is_stored = known.unwrap_or_else(|| store.get(&answer.key).is_some());
        *judged += usize::from(known.is_none() && !is_stored);
        self.kept += usize::from(is_stored);
        self.seen.insert(answer.key, is_stored);
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.new.is_empty() {
            let count = Count(self.new.len(), "submission");
            let ids = some_of(&self.new);
            warnings.push(format!("{count} not graded before: {ids}"));
        }
        if !self.other.is_empty() {
            let count = Count(self.other.len(), "answer");
            let names = some_of(&self.other);
            warnings.push(format!(
                "{count} other than when the class was graded, and judged as now handed in: {names}"
            ));
        }
        warnings
    }
}

impl Plan {
    /// What moved between the results of before and the new ones in `staged`; `ids` are those
    /// who have a report there.
    ///
    /// # Errors
    ///
    /// Where a report is not ours.
    pub fn moved(
        &self,
        course: &Course,
        earlier: &Earlier,
        staged: &Folder,
        ids: &[String],
    ) -> anyhow::Result<Vec<Moved>> {
        let ids: BTreeSet<String> = ids.iter().cloned().chain(earlier.ids()?).collect();
        let mut all = Vec::new();
        for id in ids {
            let (before, after) = (earlier.row(&id)?, earlier.row_in(staged, &id)?);
            all.extend(compare(
                course,
                before.as_ref(),
                after.as_ref(),
                &self.changes,
            ));
        }
        Ok(all)
    }
}

impl Regrade {
    /// The first answer that had a verdict and could not be judged now.
    #[must_use]
    pub fn lost(&self) -> Option<(&str, &str)> {
        let all = self.submissions.iter();
        let mut all = all.flat_map(|one| one.exercises.iter().map(move |at| (one, at)));
        let lost = all.find(|(_, at)| {
            at.status == Some(Status::Infra)
                && at
                    .status_before
                    .is_some_and(|status| status != Status::Infra)
        });
        lost.map(|(one, at)| (one.id.as_str(), at.id.as_str()))
    }
}
