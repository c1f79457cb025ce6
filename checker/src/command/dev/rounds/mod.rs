//! Answers that are built once and run many times, in different settings.
//!
//! A few dozen are built, run in all rounds of all settings, and dropped before
//! the next ones are built: the disk holds no more, and neither does memory,
//! since whoever listens adds up what came of each run.

mod busy;
#[cfg(test)]
mod fake;
mod seeds;
mod spread;
mod times;
mod trying;

pub use busy::Busy;
pub(in crate::command) use busy::keep_busy;
#[cfg(test)]
pub(super) use fake::Fake;
pub(super) use times::{Row, Times};
pub use trying::{OnShelf, Trying};

use super::queue;
use super::trial::Trial;
use crate::cli::Setting;
use crate::course::Course;
use crate::judge::Conditions;
use crate::verdict::Verdict;
use anyhow::Context;
use std::num::NonZero;
use std::thread;

/// So many answers are built at the same time.
const BATCH: usize = 100;

/// What to do with each answer.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How often it runs in each setting.
    pub rounds: usize,
    /// In which settings, each once; from a command line, none means all.
    pub settings: Vec<Setting>,
    /// How many busy processes there are in the setting `loaded`.
    pub busy: usize,
    /// How many answers run at the same time, where somebody said it.
    pub jobs: Option<usize>,
    /// What seeds are drawn from.
    pub seed: u64,
    /// The cores that answers can be pinned to; empty where they cannot be.
    pub cores: Vec<usize>,
}

/// What came of running an answer once.
#[derive(Debug)]
pub(super) struct Tried<'a> {
    pub(super) trial: &'a Trial,
    pub(super) setting: Setting,
    /// From 1 on.
    pub(super) round: usize,
    pub(super) seed: u64,
    pub(super) verdict: Verdict,
}

/// How far it is.
pub(super) enum Step<'a> {
    /// So many answers are about to be built.
    Building(usize),
    /// The answers that are built are about to be run in this setting.
    Entering(Setting),
    Tried(Tried<'a>),
}

impl Plan {
    /// How many runs of so many answers that makes.
    pub(super) fn runs(&self, answers: usize) -> usize {
        answers * self.rounds * self.settings.len()
    }

    /// How many answers run at the same time. Each has a core where it is to
    /// have one. Elsewhere more than there are cores, since most wait.
    pub(super) fn jobs(&self, setting: Setting) -> usize {
        let cores = self.width();
        self.jobs.unwrap_or(match setting {
            Setting::OneCore => cores,
            Setting::AllCores | Setting::Loaded => 2 * cores,
        })
    }

    /// How much can be done at the same time here.
    pub(super) fn width(&self) -> usize {
        match self.cores.len() {
            // The system does not say which cores there are, but how many.
            0 => thread::available_parallelism().map_or(1, NonZero::get),
            cores => cores,
        }
    }

    /// How many busy processes there are beside the tests.
    pub(super) fn busy_in(&self, setting: Setting) -> usize {
        match setting {
            Setting::Loaded => self.busy,
            Setting::OneCore | Setting::AllCores => 0,
        }
    }

    fn conditions(&self, setting: Setting, seed: u64, thread: usize) -> Conditions {
        let core = match setting {
            Setting::OneCore => self.cores.get(thread % self.cores.len().max(1)).copied(),
            Setting::AllCores | Setting::Loaded => None,
        };
        Conditions {
            seed: Some(seed),
            core,
        }
    }

    /// The seed of a round, counted from 0. All answers have the same in it.
    fn seed(&self, place: usize, round: usize) -> u64 {
        seeds::seed(self.seed, round * self.settings.len() + place)
    }
}

/// Build each of `trials` once, and run it as often as `plan` says.
///
/// # Errors
///
/// When one cannot be built or run, or the work was interrupted. What was told
/// before that holds.
pub(super) fn run<T: Trying>(
    course: &Course,
    trying: &T,
    trials: &[Trial],
    plan: &Plan,
    on_step: &mut dyn FnMut(Step<'_>),
) -> anyhow::Result<()> {
    // In the order of the course the answers beside each other are much alike.
    let mut order: Vec<&Trial> = trials.iter().collect();
    seeds::shuffle(&mut order, plan.seed);
    for batch in order.chunks(BATCH) {
        on_step(Step::Building(batch.len()));
        let built = build(course, trying, batch, plan)?;
        for (place, setting) in plan.settings.iter().enumerate() {
            on_step(Step::Entering(*setting));
            in_setting(trying, &built, plan, place, on_step)?;
        }
    }
    Ok(())
}

type OnShelves<'t, B> = Vec<(&'t Trial, B)>;

fn build<'t, T: Trying>(
    course: &Course,
    trying: &T,
    batch: &[&'t Trial],
    plan: &Plan,
) -> anyhow::Result<OnShelves<'t, T::Built>> {
    let work = |_: usize, place: usize| {
        let trial = batch[place];
        let built = trying.build(&course.exercises[trial.exercise], &trial.file);
        built.with_context(|| format!("failed to build `{}`", trial.file.display()))
    };
    let mut all = Vec::new();
    let jobs = plan.jobs.unwrap_or(plan.width());
    queue::run(batch.len(), jobs, &work, |place, built| {
        all.push((place, built));
        Ok(())
    })?;
    all.sort_by_key(|(place, _)| *place);
    let with_trial = all.into_iter().map(|(place, built)| (batch[place], built));
    Ok(with_trial.collect())
}

fn in_setting<T: Trying>(
    trying: &T,
    built: &[(&Trial, T::Built)],
    plan: &Plan,
    place: usize,
    on_step: &mut dyn FnMut(Step<'_>),
) -> anyhow::Result<()> {
    let setting = plan.settings[place];
    let mut runs = Vec::new();
    for round in 0..plan.rounds {
        let mut order: Vec<usize> = (0..built.len()).collect();
        seeds::shuffle(&mut order, plan.seed(place, round));
        runs.extend(order.into_iter().map(|answer| (answer, round)));
    }
    // Until the end of this function, on this thread.
    let _load = match setting {
        Setting::Loaded => Some(trying.load(plan.busy)?),
        Setting::OneCore | Setting::AllCores => None,
    };
    let work = |thread: usize, piece: usize| {
        let (answer, round) = runs[piece];
        let (trial, built) = &built[answer];
        let conditions = plan.conditions(setting, plan.seed(place, round), thread);
        let verdict = trying.try_once(built, conditions);
        verdict.with_context(|| format!("failed to run `{}`", trial.file.display()))
    };
    queue::run(runs.len(), plan.jobs(setting), &work, |piece, verdict| {
        let (answer, round) = runs[piece];
        on_step(Step::Tried(Tried {
            trial: built[answer].0,
            setting,
            round: round + 1,
            seed: plan.seed(place, round),
            verdict,
        }));
        Ok(())
    })
}

#[cfg(test)]
mod tests;
