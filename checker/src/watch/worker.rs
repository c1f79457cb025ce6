//! The thread that judges, so that the loop stays responsive.

use crate::course::{Course, Exercise};
use crate::event::Event;
use crate::process::{end_groups, end_tools, sweep, thread};
use crate::verdict::Verdict;
use crate::watch::content::Content;
use crate::watch::watch_event::{Outcome, Place, RunId, WatchEvent};
use crate::watch::{Cancel, Judging};
use std::any::Any;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Judges one thing after another.
pub(super) struct Worker {
    jobs: Sender<Job>,
    cancel: Cancel,
    /// Crates are being built.
    building: Arc<AtomicBool>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

struct Job {
    run: RunId,
    what: What,
    cancel: Cancel,
}

/// What to judge.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    One(Place),
    All,
}

impl Worker {
    /// Start the thread; it tells `events`.
    ///
    /// # Errors
    ///
    /// When the system has no thread left.
    pub(super) fn start(
        course: Arc<Course>,
        judge: Arc<dyn Judging>,
        events: Sender<WatchEvent>,
    ) -> anyhow::Result<Self> {
        let (jobs, waiting) = channel();
        let (alive, ended) = channel();
        let building = Arc::default();
        let bench = Bench {
            course,
            judge,
            events,
            building: Arc::clone(&building),
        };
        thread("judge", move || {
            bench.work(&waiting);
            drop(alive);
        })?;
        Ok(Self {
            jobs,
            cancel: Cancel::default(),
            building,
            ended,
        })
    }

    /// Judge this as soon as the run before has ended.
    pub(super) fn judge(&mut self, run: RunId, what: What) {
        self.cancel = Cancel::default();
        let cancel = self.cancel.clone();
        // The thread ends only after this sender is gone.
        let _ = self.jobs.send(Job { run, what, cancel });
    }

    /// Stop what is being judged.
    pub(super) fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Stop, and wait so long for the judge to clean up.
    pub(super) fn stop(self, patience: Duration) {
        self.cancel();
        drop(self.jobs);
        let building = self.building.load(Ordering::SeqCst);
        if building {
            // A build knows of no cancelling; it goes on where it was the next time.
            end_tools();
        }
        // Both an end and a timeout are fine: the caller leaves either way.
        let _ = self.ended.recv_timeout(patience);
        // What is built for later lessons is built the next time.
        end_groups();
        if building {
            sweep();
        }
    }
}

/// Whether a job came to its end with verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judged {
    Yes,
    No,
}

/// What the thread works with.
struct Bench {
    course: Arc<Course>,
    judge: Arc<dyn Judging>,
    events: Sender<WatchEvent>,
    building: Arc<AtomicBool>,
}

impl Bench {
    fn work(&self, jobs: &Receiver<Job>) {
        let mut first = true;
        for job in jobs {
            if job.cancel.is_cancelled() {
                continue;
            }
            let judged = match job.what {
                What::One(place) => self.judge_one(&job, place),
                What::All => self.check_all(&job),
            };
            // The first verdict does not share the machine with it.
            if judged == Judged::Yes && mem::take(&mut first) {
                self.build_ahead();
            }
        }
    }

    fn judge_one(&self, job: &Job, place: Place) -> Judged {
        let run = job.run;
        let outcome = Box::new(self.judge(run, place, &job.cancel));
        let judged = match outcome.verdict {
            Ok(Some(_)) => Judged::Yes,
            Ok(None) | Err(_) => Judged::No,
        };
        self.tell(WatchEvent::Judged { run, outcome });
        judged
    }

    /// Have built what later lessons need, on a thread of its own.
    fn build_ahead(&self) {
        let (judge, events) = (Arc::clone(&self.judge), self.events.clone());
        // Without a thread for it, it is built when it is needed.
        let _ = thread("ahead", move || {
            let mut on_event = |event| {
                if let Event::BuildingDependencies { done, total, .. } = event {
                    let _ = events.send(WatchEvent::BuildingAhead { done, total });
                }
            };
            let built = judge.build_ahead(&mut on_event);
            let built = built.map_err(|error| format!("{error:#}"));
            let _ = events.send(WatchEvent::BuiltAhead(built));
        });
    }

    fn check_all(&self, job: &Job) -> Judged {
        let run = job.run;
        for place in 0..self.course.exercises.len() {
            let outcome = self.judge(run, place, &job.cancel);
            let passed = match outcome.verdict {
                _ if !outcome.before.is_there() => None,
                Ok(Some(verdict)) => Some(verdict.passed()),
                // Cancelled: nobody waits for the rest.
                Ok(None) => {
                    let error = Some("the run was stopped".to_owned());
                    self.tell(WatchEvent::CheckedAll { run, error });
                    return Judged::No;
                }
                Err(error) => {
                    let error = Some(error);
                    self.tell(WatchEvent::CheckedAll { run, error });
                    return Judged::No;
                }
            };
            self.tell(WatchEvent::CheckedOne {
                run,
                place,
                passed,
                content: outcome.before,
            });
        }
        self.tell(WatchEvent::CheckedAll { run, error: None });
        Judged::Yes
    }

    fn judge(&self, run: RunId, place: Place, cancel: &Cancel) -> Outcome {
        let exercise = &self.course.exercises[place];
        let path = self.course.exercise_path(exercise);
        let before = Content::read(&path);
        if !before.is_there() {
            return Outcome {
                after: before.clone(),
                before,
                verdict: Ok(None),
            };
        }
        let verdict = self.judge_safely(run, exercise, cancel);
        Outcome {
            before,
            after: Content::read(&path),
            verdict,
        }
    }

    /// A panic of the judge is shown like any other trouble; the watch goes on.
    fn judge_safely(
        &self,
        run: RunId,
        exercise: &Exercise,
        cancel: &Cancel,
    ) -> Result<Option<Verdict>, String> {
        let mut on_event = |event| {
            self.note_building(&event);
            self.tell(WatchEvent::Story {
                run,
                event: Box::new(event),
            })
        };
        let judged = AssertUnwindSafe(|| self.judge.exercise(exercise, cancel, &mut on_event));
        match panic::catch_unwind(judged) {
            Ok(result) => result.map_err(|error| format!("{error:#}")),
            Err(panic) => Err(format!(
                "internal error: {}; please report it with the output of `workbook doctor`",
                message_of(&*panic)
            )),
        }
    }

    fn note_building(&self, event: &Event) {
        let building = match event {
            Event::BuildingDependencies { .. } => true,
            Event::Compiling { .. } => false,
            Event::DependenciesReady { .. }
            | Event::ClearingUp { .. }
            | Event::Damaged { .. }
            | Event::Testing { .. }
            | Event::TestEnded { .. }
            | Event::Judged { .. } => return,
        };
        self.building.store(building, Ordering::SeqCst);
    }

    fn tell(&self, event: WatchEvent) {
        // The loop is gone only when the program ends.
        let _ = self.events.send(event);
    }
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic")
}
