//! A known right answer to each exercise: the course's solution, judged as
//! answers are. Where it fails, the machine is at fault.
//!
//! It is built when it is first needed and kept; one that is asked for by many
//! at the same time is run once for all of them.

use super::doubt::Doubt;
use super::made::Made;
use super::own_tests::Beside;
use super::slot::Slot;
use super::unjudged::Unjudged;
use super::vouched::Attempt;
use super::{Conditions, Judge, Mode};
use crate::assets;
use crate::compile::Job;
use crate::course::{Course, Exercise};
use crate::harness::try_to_execute;
use crate::machine::complaints;
use crate::process::Cancel;
use crate::restore::is_built_in;
use crate::verdict::Verdict;
use anyhow::Context;
use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a right answer vouches for a machine that somebody learns on.
const LATELY: Duration = Duration::from_secs(5 * 60);

/// What is known of the right answer to each exercise of a course.
pub(super) struct Canaries(HashMap<String, Mutex<Known>>);

/// What is known of one of them.
#[derive(Default)]
struct Known {
    kept: Option<Kept>,
    /// When the last one that was built and passed was begun.
    built: Option<Instant>,
    /// When the last one that passed was started.
    ran: Option<Instant>,
}

/// One that is built. Its folder is ours as long as it is kept.
struct Kept {
    made: Made,
    _slot: Slot,
}

/// What a right answer says of the machine.
pub(super) enum Health {
    /// It passed.
    Fine,
    /// It passed when it was built once more, and not before.
    Wavering,
    /// It did not pass.
    Failing(Unjudged),
    /// There is none.
    Unknown,
}

impl Canaries {
    pub(super) fn of(course: &Course) -> Self {
        let names = course.exercises.iter().map(|one| one.name.to_string());
        Self(names.map(|name| (name, Mutex::default())).collect())
    }

    fn lock(&self, exercise: &Exercise) -> Option<MutexGuard<'_, Known>> {
        let known = self.0.get(exercise.name.as_str())?;
        Some(known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the right answer to any exercise has passed here.
    fn any_passed(&self) -> bool {
        let known = self.0.values().filter_map(|known| known.try_lock().ok());
        known.into_iter().any(|known| known.ran.is_some())
    }
}

impl Known {
    /// Whether what `doubt` asks for was shown after `since`.
    fn vouches(&self, doubt: Doubt, since: Instant) -> bool {
        let shown = match doubt {
            Doubt::Building => self.built,
            Doubt::Running => self.ran,
        };
        shown.is_some_and(|shown| since <= shown)
    }
}

impl Judge {
    /// What the right answer to `exercise` says of this machine, at a moment
    /// after `since`. `None` when cancelled.
    pub(super) fn canary(
        &self,
        exercise: &Exercise,
        doubt: Doubt,
        since: Instant,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Health>> {
        let text = self.solution(exercise);
        let (Some(text), Some(mut known)) = (text, self.canaries.lock(exercise)) else {
            return Ok(Some(Health::Unknown));
        };
        let since = match self.settings.mode {
            Mode::Grading => since,
            Mode::Learning => since.checked_sub(LATELY).unwrap_or(since),
        };
        if known.vouches(doubt, since) {
            return Ok(Some(Health::Fine));
        }
        let mut passes = Health::Fine;
        if let (Doubt::Running, Some(kept)) = (doubt, &known.kept) {
            let began = Instant::now();
            match self.run(exercise, &kept.made, self.conditions(), cancel, &mut |_| {}) {
                Ok(None) => return Ok(None),
                Ok(Some(verdict)) if verdict.passed() => {
                    known.ran = Some(began);
                    return Ok(Some(Health::Fine));
                }
                // What was kept may be damaged.
                Ok(Some(_)) | Err(_) => passes = Health::Wavering,
            }
        }
        // Its folder is free for the next one.
        known.kept = None;
        let began = Instant::now();
        let (slot, attempt) = match self.right_answer(exercise, &text, cancel) {
            Ok(Some(judged)) => judged,
            Ok(None) => return Ok(None),
            Err(error) => return Ok(Some(self.failing(exercise, format!("{error:#}")))),
        };
        if attempt.verdict.passed() {
            (known.built, known.ran) = (Some(began), Some(began));
            let made = attempt.made;
            known.kept = Some(Kept { made, _slot: slot });
            return Ok(Some(passes));
        }
        drop(known);
        Ok(Some(self.refused(exercise, &attempt)))
    }

    /// Whether the course has its own solution of `exercise`.
    #[must_use]
    pub fn has_solution(&self, exercise: &Exercise) -> bool {
        self.solution(exercise).is_some()
    }

    /// Judge the course's own solution of `exercise` once. `None` where there is
    /// none.
    ///
    /// # Errors
    ///
    /// Where it does not pass: says why, as far as that is known.
    pub fn try_solution(&self, exercise: &Exercise) -> anyhow::Result<Option<Verdict>> {
        let Some(text) = self.solution(exercise) else {
            return Ok(None);
        };
        match self.right_answer(exercise, &text, &Cancel::default())? {
            Some((_, attempt)) if attempt.verdict.passed() => Ok(Some(attempt.verdict)),
            Some((_, attempt)) => match self.refused(exercise, &attempt) {
                Health::Failing(why) => Err(why.into()),
                Health::Fine | Health::Wavering | Health::Unknown => Ok(None),
            },
            None => Ok(None),
        }
    }

    /// Judge `text`, the solution.
    fn right_answer(
        &self,
        exercise: &Exercise,
        text: &[u8],
        cancel: &Cancel,
    ) -> anyhow::Result<Option<(Slot, Attempt)>> {
        let slot = Slot::take(&self.builds.join(exercise.name.as_str()).join("canary"))?;
        let root = slot.folder.join("source");
        let file = root.join(self.course.shown_path(exercise));
        write_for_us_alone(&slot.folder, &file, text).with_context(|| {
            format!(
                "failed to write the course's own solution to `{}`",
                file.display()
            )
        })?;
        let job = Job {
            course: &self.course,
            exercise,
            answer: &file,
            root: &root,
            folder: &slot.folder,
            incremental: false,
        };
        let admission = self.admit(exercise, &file, self.settings.mode)?;
        let attempt = self.attempt(&job, &admission, Beside::OwnTests, cancel, &mut |_| {})?;
        Ok(attempt.map(|attempt| (slot, attempt)))
    }

    /// The course's own answer to `exercise`, if there is one.
    pub(super) fn solution(&self, exercise: &Exercise) -> Option<Vec<u8>> {
        let there = fs::read(self.course.solution_path(exercise)).ok();
        there.or_else(|| {
            let path = format!("solutions/{}", exercise.file.to_str()?);
            let built_in = is_built_in(&self.course).then(|| assets::get(&path));
            built_in.flatten().map(<[u8]>::to_vec)
        })
    }

    pub(super) fn conditions(&self) -> Conditions {
        Conditions {
            seed: self.settings.seed,
            core: None,
        }
    }

    /// What follows from a solution that was refused.
    fn refused(&self, exercise: &Exercise, attempt: &Attempt) -> Health {
        let Attempt { made, verdict, .. } = attempt;
        if verdict.is_unwritten() {
            // An author has not come to it yet.
            return Health::Unknown;
        }
        let evidence = attempt.evidence();
        match Doubt::about(verdict, made, exercise, Mode::Grading) {
            Some(_) => self.failing(exercise, evidence),
            None => Health::Failing(Unjudged::Course {
                exercise: exercise.name.to_string(),
                evidence,
            }),
        }
    }

    /// What may be wrong with this machine, in sentences.
    pub(super) fn advice(&self) -> String {
        let temporary = std::env::temp_dir();
        let mut all = complaints(&[&self.builds, &temporary]);
        all.extend(try_to_execute().err().map(|error| format!("{error:#}")));
        match all.is_empty() {
            true => String::new(),
            false => format!(". Here {}", all.join(", and ")),
        }
    }

    fn failing(&self, exercise: &Exercise, evidence: String) -> Health {
        let mut advice = self.advice();
        if advice.is_empty() && self.canaries.any_passed() {
            advice = ". Solutions of other exercises pass here, so the course may be at fault, \
                      and not the machine"
                .to_owned();
        }
        Health::Failing(Unjudged::Machine {
            exercise: exercise.name.to_string(),
            evidence,
            advice,
        })
    }
}

fn write_for_us_alone(folder: &Path, file: &Path, text: &[u8]) -> std::io::Result<()> {
    fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    fs::create_dir_all(file.parent().unwrap_or(folder))?;
    fs::write(file, text)
}
