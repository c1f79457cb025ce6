//! Other files that changed: a learner's save, or a program's work?
//!
//! Who saves another exercise goes on there. A checkout, a formatter, a sync tool
//! or "save all" change several files, in one burst or in many, and lead nowhere.
//! Which of the two it was shows when nothing has changed for a moment.

use super::State;
use crate::watch::effect::Effect;
use crate::watch::repository::Git;
use crate::watch::watch_event::Place;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Changes that are closer than this belong together. Looking for changes where
/// there are no events takes half as long.
pub(super) const QUIET: Duration = Duration::from_millis(500);

/// Nobody waits longer than this for the end of what git does.
const PATIENCE: Duration = Duration::from_secs(30);

/// Exercises that a notice names.
const NAMED: usize = 3;

/// Exercises that changed together, none of them the current one.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    began: Instant,
    /// When it is over if nothing else changes.
    pub(super) due: Instant,
    others: BTreeSet<Place>,
    /// Somebody works on more than one file.
    work: Work,
    /// Git is being asked.
    asked: bool,
}

/// Whose work it is, as far as that is known without a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Unknown,
    /// The current exercise changed as well, or git was busy.
    Programs,
}

impl State {
    /// These were saved, or changed otherwise, at the same time.
    pub(super) fn note_changes(&mut self, places: &[Place]) {
        let now = self.now;
        if places.contains(&self.current) {
            self.changed = Some(now);
        }
        let with_current = self.changed.is_some_and(|at| now <= at + QUIET);
        let others = places.iter().filter(|place| **place != self.current);
        let others: Vec<Place> = others.copied().collect();
        if others.is_empty() && self.batch.is_none() {
            return;
        }
        let batch = self.batch.get_or_insert_with(|| Batch::begun(now));
        batch.others.extend(others);
        batch.due = now + QUIET;
        if with_current {
            batch.work = Work::Programs;
        }
    }

    /// The verdict is there: what changes from now on was changed later.
    pub(super) fn forget_change(&mut self) {
        self.changed = None;
    }

    /// Nothing has changed for a moment.
    pub(super) fn ask_about_batch(&mut self) -> Vec<Effect> {
        let now = self.now;
        let Some(batch) = self.batch.as_mut().filter(|batch| batch.due <= now) else {
            return Vec::new();
        };
        let first = batch.others.first().copied();
        match first.filter(|_| !batch.asked) {
            Some(place) => {
                batch.asked = true;
                batch.due = now + QUIET;
                vec![Effect::AskGit(place)]
            }
            None => {
                self.batch = None;
                Vec::new()
            }
        }
    }

    /// What git has to do with it; who goes where is decided now.
    pub(super) fn told_of_git(&mut self, git: Git) -> Vec<Effect> {
        let Some(mut batch) = self.batch.take().filter(|batch| batch.asked) else {
            return Vec::new();
        };
        match git {
            Git::Busy | Git::Wrote => batch.work = Work::Programs,
            Git::Uninvolved => {}
        }
        if git == Git::Busy && self.now < batch.began + PATIENCE {
            let line = "other exercises change while git is at work";
            self.notice = Some(line.to_owned());
            batch.asked = false;
            batch.due = self.now + QUIET;
            self.batch = Some(batch);
            return Vec::new();
        }
        batch.others.remove(&self.current);
        let others: Vec<Place> = batch.others.into_iter().collect();
        match (&others[..], batch.work) {
            ([], _) => {}
            ([place], Work::Unknown) => return self.saved_elsewhere(*place),
            _ => self.notice = Some(self.also_changed(&others)),
        }
        Vec::new()
    }

    fn saved_elsewhere(&mut self, place: Place) -> Vec<Effect> {
        self.untouched = false;
        let effects = self.go_to(place);
        self.changed = Some(self.now);
        effects
    }

    fn also_changed(&self, others: &[Place]) -> String {
        let named = others.iter().take(NAMED);
        let named = named.map(|place| format!("`{}`", self.course.exercises[*place].name));
        let named = named.collect::<Vec<_>>().join(", ");
        let more = match others.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let count = match others.len() {
            1 => "1 other exercise".to_owned(),
            count => format!("{count} other exercises"),
        };
        format!("{count} changed at the same time: {named}{more}; l goes to one of them")
    }
}

impl Batch {
    fn begun(now: Instant) -> Self {
        Self {
            began: now,
            due: now + QUIET,
            others: BTreeSet::new(),
            work: Work::Unknown,
            asked: false,
        }
    }
}
