//! Runs: started, followed, cancelled, and what they come to.

use super::{State, View};
use crate::event::Event;
use crate::verdict::Verdict;
use crate::watch::Advance;
use crate::watch::content::Content;
use crate::watch::effect::Effect;
use crate::watch::watch_event::{Outcome, Place, RunId};
use std::time::{Duration, Instant};

/// What the screen says about the current exercise.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::watch) enum Shown {
    /// Nothing yet.
    Nothing,
    /// The verdict.
    Verdict(Box<Verdict>),
    /// There is no file, or none that can be read; says which.
    NoFile(Content),
    /// The checker could not do its work.
    Trouble(String),
    /// What a run over all exercises found.
    Checked(Vec<(Place, Option<bool>)>),
}

/// Something is being judged.
#[derive(Debug, Clone)]
pub(in crate::watch) struct Run {
    pub(in crate::watch) id: RunId,
    pub(in crate::watch) job: Job,
    pub(in crate::watch) started: Instant,
    pub(in crate::watch) step: Step,
}

/// What is being judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::watch) enum Job {
    /// The current exercise.
    One,
    /// All of them; these are through.
    All {
        /// Each with whether it passed; `None` where its file is not there.
        results: Vec<(Place, Option<bool>)>,
    },
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::watch) enum Step {
    /// Until the first news.
    Starting,
    /// The crates that exercises use are being built, once.
    Dependencies {
        done: usize,
        total: usize,
        current: String,
    },
    /// The compiler runs.
    Compiling,
    /// The tests run.
    Testing { ended: usize, total: usize },
}

/// How often the clock of a run is drawn.
const TICK: Duration = Duration::from_millis(100);

impl Run {
    /// From when on the time is shown; most verdicts are there before.
    pub(in crate::watch) const SLOW: Duration = Duration::from_millis(500);

    /// When the clock is to be drawn again.
    pub(super) fn next_tick(&self, now: Instant) -> Instant {
        let slow = self.started + Self::SLOW;
        if now < slow {
            return slow;
        }
        let ticks = (now - self.started).as_millis() / TICK.as_millis() + 1;
        self.started + TICK * u32::try_from(ticks).unwrap_or(u32::MAX)
    }
}

impl State {
    /// Judge the current exercise; what was being judged is not wanted any more.
    pub(super) fn judge_current(&mut self) -> Vec<Effect> {
        let mut effects = self.cancel();
        let content = &self.slots[self.current].content;
        self.judged = Some(content.clone());
        if !content.is_there() {
            self.shown = Shown::NoFile(content.clone());
            return effects;
        }
        // The last verdict is not about what is being judged now.
        self.shown = Shown::Nothing;
        let run = self.begin(Job::One);
        effects.push(Effect::Judge {
            run,
            place: self.current,
        });
        effects
    }

    /// Judge every exercise.
    pub(super) fn check_all(&mut self) -> Vec<Effect> {
        let mut effects = self.cancel();
        self.shown = Shown::Nothing;
        self.view = View::Verdict;
        let run = self.begin(Job::All {
            results: Vec::new(),
        });
        effects.push(Effect::CheckAll { run });
        effects
    }

    /// Stop what is being judged.
    pub(super) fn cancel(&mut self) -> Vec<Effect> {
        match self.run.take() {
            Some(_) => vec![Effect::Cancel],
            None => Vec::new(),
        }
    }

    fn begin(&mut self, job: Job) -> RunId {
        self.last_run += 1;
        let (id, started) = (self.last_run, self.now);
        self.run = Some(Run {
            id,
            job,
            started,
            step: Step::Starting,
        });
        id
    }

    fn is_current(&self, run: RunId) -> bool {
        self.run.as_ref().is_some_and(|current| current.id == run)
    }

    /// The judge tells how far it has come.
    pub(super) fn follow(&mut self, run: RunId, event: Event) -> Vec<Effect> {
        // A run that was cancelled goes on building, and the next one waits for that.
        let builds = matches!(event, Event::BuildingDependencies { .. });
        let wanted = |current: &&mut Run| current.id == run || builds;
        let Some(current) = self.run.as_mut().filter(wanted) else {
            return Vec::new();
        };
        match event {
            Event::BuildingDependencies {
                done,
                total,
                current: name,
            } => {
                current.step = Step::Dependencies {
                    done,
                    total,
                    current: name,
                };
                return self.offer_lesson();
            }
            // The build that follows it shows.
            Event::Damaged { .. } => {}
            Event::DependenciesReady { .. } => {
                current.step = Step::Starting;
                // A learner's first verdict is not charged with the build.
                current.started = self.now;
            }
            Event::Compiling { .. } => {
                current.step = Step::Compiling;
                self.all_is_built();
            }
            Event::Testing { tests, .. } => {
                current.step = Step::Testing {
                    ended: 0,
                    total: tests,
                };
            }
            Event::TestEnded { .. } => {
                if let Step::Testing { ended, .. } = &mut current.step {
                    *ended += 1;
                }
            }
            // The outcome brings the verdict, with what it was about.
            Event::Judged { .. } | Event::ClearingUp { .. } => {}
        }
        Vec::new()
    }

    /// The run over the current exercise has ended.
    pub(super) fn judged(&mut self, run: RunId, outcome: Outcome) -> Vec<Effect> {
        if !self.is_current(run) {
            return Vec::new();
        }
        self.run = None;
        self.forget_change();
        let changed = outcome.before != outcome.after;
        self.judged = Some(outcome.before.clone());
        if changed {
            // No event told us, so nobody else will judge the newest content.
            self.slots[self.current].set_content(outcome.after);
            return self.judge_current();
        }
        self.slots[self.current].set_content(outcome.after);
        match outcome.verdict {
            Ok(Some(verdict)) => self.decided(verdict, outcome.before.hash()),
            Ok(None) => {
                self.notice = Some("the run was stopped; press r to run again".to_owned());
                Vec::new()
            }
            Err(error) => {
                self.shown = Shown::Trouble(error);
                self.stop_offering();
                Vec::new()
            }
        }
    }

    fn decided(&mut self, verdict: Verdict, hash: &str) -> Vec<Effect> {
        let passed = verdict.passed();
        let place = self.current;
        let took = verdict.took;
        self.shown = Shown::Verdict(Box::new(verdict));
        let mut effects = vec![Effect::Record {
            place,
            passed,
            hash: hash.to_owned(),
        }];
        if !passed {
            return effects;
        }
        self.slots[place].done = true;
        let Some(next) = self.next() else {
            return effects;
        };
        match self.advance {
            Advance::Ask => effects.push(Effect::SetCurrent(next)),
            Advance::Auto => {
                let name = &self.course.exercises[place].name;
                let notice = format!("`{name}` passed in {:.1} s", took.as_secs_f64());
                effects.extend(self.go_to(next));
                self.notice = Some(notice);
            }
        }
        effects
    }

    /// One of all is through.
    pub(super) fn checked_one(
        &mut self,
        run: RunId,
        place: Place,
        passed: Option<bool>,
        content: &Content,
    ) -> Vec<Effect> {
        let Some(current) = self.run.as_mut().filter(|current| current.id == run) else {
            return Vec::new();
        };
        if let Job::All { results } = &mut current.job {
            results.push((place, passed));
        }
        match passed {
            Some(passed) => vec![Effect::Record {
                place,
                passed,
                hash: content.hash().to_owned(),
            }],
            None => Vec::new(),
        }
    }

    /// All are through.
    pub(super) fn checked_all(&mut self, run: RunId, error: Option<String>) -> Vec<Effect> {
        if !self.is_current(run) {
            return Vec::new();
        }
        let job = self.run.take().map(|run| run.job);
        self.shown = match (error, job) {
            (Some(error), _) => Shown::Trouble(error),
            (None, Some(Job::All { results })) => Shown::Checked(results),
            (None, Some(Job::One) | None) => Shown::Nothing,
        };
        Vec::new()
    }
}
