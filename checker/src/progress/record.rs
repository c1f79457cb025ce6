//! The learner's progress as the rest of the program sees it.

pub use super::state::Status;

use super::state::{Entry, State};
use super::store::{self, Found};
use crate::course::{Course, Exercise};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Who is not judged again within so many seconds does something else meanwhile.
const PAUSE: u64 = 15 * 60;

/// What is known of one exercise. Moments are seconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// Whether it has passed.
    pub status: Status,
    /// Different contents that were judged, one after another.
    pub attempts: u32,
    /// How many layers of hints were shown.
    pub hints: usize,
    /// When it was judged for the first time.
    pub first_tried: Option<u64>,
    /// When it was judged last.
    pub last_tried: Option<u64>,
    /// When it passed for the first time; not known of older passes.
    pub first_passed: Option<u64>,
    /// The time between judgements that were at most a quarter of an hour apart.
    pub worked: Duration,
    /// How often in a row it was known when it was tried again.
    pub reviews: u32,
    /// When it was tried again last.
    pub last_reviewed: Option<u64>,
    /// It is being tried again.
    pub in_review: bool,
}

/// What is done and where the learner is.
///
/// [`Progress::save`] writes only what was changed here, so a `run` beside a
/// `watch` loses nothing.
#[derive(Debug)]
pub struct Progress {
    file: PathBuf,
    state: State,
    current: String,
    current_changed: bool,
    changed: BTreeSet<String>,
}

impl Progress {
    /// Read the state of this course. A file that is not a state file is kept
    /// under another name, and the notice says so.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or was written by a newer program.
    pub fn load(course: &Course) -> anyhow::Result<(Self, Option<String>)> {
        let file = course.state_dir().join("state.json");
        let (state, notice) = match store::read(&file)? {
            Found::State(state) => (state, None),
            Found::Nothing => (State::new(&course.id), None),
            Found::SetAside(notice) => (State::new(&course.id), Some(notice)),
        };
        let mut progress = Self {
            file,
            state,
            current: String::new(),
            current_changed: false,
            changed: BTreeSet::new(),
        };
        progress.follow_renames(course);
        progress.current = progress.find_current(course);
        Ok((progress, notice))
    }

    /// The name of the exercise that the learner is at.
    #[must_use]
    pub fn current(&self) -> &str {
        &self.current
    }

    /// Go to another exercise.
    pub fn set_current(&mut self, name: &str) {
        name.clone_into(&mut self.current);
        self.state.current = Some(name.to_owned());
        self.current_changed = true;
    }

    /// Note a judgement. The same content judged twice is one attempt.
    pub fn record(&mut self, name: &str, passed: bool, content_hash: &str) {
        self.record_at(name, passed, content_hash, now());
    }

    fn record_at(&mut self, name: &str, passed: bool, content_hash: &str, now: u64) {
        let entry = self.change(name);
        if entry.tried_hash.as_deref() != Some(content_hash) {
            entry.attempts = entry.attempts.saturating_add(1);
            entry.tried_hash = Some(content_hash.to_owned());
        }
        entry.first_tried.get_or_insert(now);
        let since = entry.last_tried.map_or(0, |last| now.saturating_sub(last));
        if since <= PAUSE {
            entry.worked = entry.worked.saturating_add(since);
        }
        entry.last_tried = Some(now);
        if passed {
            entry.first_passed.get_or_insert(now);
            entry.status = Status::Done;
            entry.passed_hash = Some(content_hash.to_owned());
        }
    }

    /// After a reset: as if it had not passed.
    pub fn mark_pending(&mut self, name: &str) {
        let entry = self.change(name);
        entry.status = Status::Pending;
        entry.passed_hash = None;
        entry.tried_hash = None;
    }

    /// Whether it has passed.
    #[must_use]
    pub fn status(&self, name: &str) -> Status {
        self.entry(name)
            .map(|entry| entry.status)
            .unwrap_or_default()
    }

    /// All that is known of it.
    #[must_use]
    pub fn history(&self, name: &str) -> History {
        let Some(entry) = self.entry(name) else {
            return History::default();
        };
        History {
            status: entry.status,
            attempts: entry.attempts,
            hints: entry.hint_level,
            first_tried: entry.first_tried,
            last_tried: entry.last_tried,
            first_passed: entry.first_passed,
            worked: Duration::from_secs(entry.worked),
            reviews: entry.reviews,
            last_reviewed: entry.last_reviewed,
            in_review: entry.review.is_some(),
        }
    }

    /// How many different answers were judged.
    #[must_use]
    pub fn attempts(&self, name: &str) -> u32 {
        self.entry(name).map_or(0, |entry| entry.attempts)
    }

    /// The hash of the content that passed last.
    #[must_use]
    pub fn passed_hash(&self, name: &str) -> Option<&str> {
        self.entry(name)?.passed_hash.as_deref()
    }

    /// How many layers of hints were shown.
    #[must_use]
    pub fn hint_level(&self, name: &str) -> usize {
        self.entry(name).map_or(0, |entry| entry.hint_level)
    }

    /// Show one layer more, but not more than `max`; returns how many are shown now.
    pub fn raise_hint_level(&mut self, name: &str, max: usize) -> usize {
        let level = self.hint_level(name);
        if level >= max {
            return level.min(max);
        }
        self.change(name).hint_level = level + 1;
        level + 1
    }

    /// How many exercises of the course are done.
    #[must_use]
    pub fn done(&self, course: &Course) -> usize {
        let exercises = course.exercises.iter();
        exercises.filter(|exercise| self.is_done(exercise)).count()
    }

    /// The first exercise after the current one that is not done, then from the
    /// start; the current one itself where no other is left.
    #[must_use]
    pub fn next_pending<'c>(&self, course: &'c Course) -> Option<&'c Exercise> {
        let here = course
            .exercises
            .iter()
            .position(|e| e.name.as_str() == self.current);
        let next = here.map_or(0, |here| here + 1);
        let (before, after) = course.exercises.split_at(next);
        after
            .iter()
            .chain(before)
            .find(|exercise| !self.is_done(exercise))
    }

    /// Write what was changed.
    ///
    /// # Errors
    ///
    /// Names the file and says what to do; what is on disk is still whole.
    pub fn save(&mut self) -> anyhow::Result<()> {
        if self.changed.is_empty() && !self.current_changed {
            return Ok(());
        }
        let _lock = store::lock(&self.file)?;
        // Where the file is gone or has become garbage, all that is known here
        // is written, which is more than nothing.
        if let Found::State(on_disk) = store::read(&self.file)? {
            self.take_over_from(on_disk);
        }
        store::write(&self.file, &self.state)?;
        self.changed.clear();
        self.current_changed = false;
        Ok(())
    }

    /// Keep our changes, and everything else as it is on disk.
    fn take_over_from(&mut self, mut on_disk: State) {
        for name in &self.changed {
            match self.state.exercises.remove(name) {
                Some(entry) => on_disk.exercises.insert(name.clone(), entry),
                None => on_disk.exercises.remove(name),
            };
        }
        if self.current_changed {
            on_disk.current = self.state.current.take();
        }
        self.state = on_disk;
    }

    /// What was noted under an older name of an exercise counts for it.
    fn follow_renames(&mut self, course: &Course) {
        for exercise in &course.exercises {
            let name = exercise.name.as_str();
            for alias in exercise.aliases.iter().map(|alias| alias.as_str()) {
                if self.state.exercises.contains_key(name) {
                    break;
                }
                if let Some(entry) = self.state.exercises.remove(alias) {
                    self.state.exercises.insert(name.to_owned(), entry);
                    self.changed.extend([name.to_owned(), alias.to_owned()]);
                }
            }
        }
    }

    fn find_current(&self, course: &Course) -> String {
        let stored = self.state.current.as_deref();
        let stored = stored.and_then(|name| course.find(name));
        let pending = || course.exercises.iter().find(|e| !self.is_done(e));
        let current = stored.or_else(pending).or(course.exercises.first());
        current.map_or(String::new(), |exercise| exercise.name.to_string())
    }

    fn is_done(&self, exercise: &Exercise) -> bool {
        self.status(exercise.name.as_str()) == Status::Done
    }

    pub(super) fn entry(&self, name: &str) -> Option<&Entry> {
        self.state.exercises.get(name)
    }

    pub(super) fn change(&mut self, name: &str) -> &mut Entry {
        self.changed.insert(name.to_owned());
        self.state.exercises.entry(name.to_owned()).or_default()
    }
}

pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests;
