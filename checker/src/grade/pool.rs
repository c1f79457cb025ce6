//! Many submissions at once: workers take submissions in and judge the answers
//! that nobody has judged yet, each of them once.
//!
//! Only a window of submissions is in memory. What is judged goes to everybody
//! in the window who handed it in, and to the store for those who come later.

use super::book::Book;
use super::desk::Desk;
use super::graded::Gate;
use super::key::Key;
use super::shard::Shard;
use super::submission::Entry;
use super::summary::Brief;
use super::take::{Answer, Taker};
use crate::course::{Course, Exercise};
use crate::exit::Failure;
use crate::process::{Cancel, scoped_thread};
use crate::reporter::json::{ExerciseReport, Report};
use crate::verdict::Verdict;
use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::SystemTime;

/// Judges a text as the answer to an exercise; `None` when cancelled.
pub type JudgeText<'a> = dyn Fn(&Exercise, &[u8]) -> anyhow::Result<Option<Verdict>> + Sync + 'a;

/// What to grade, and with what.
pub struct Pool<'a> {
    /// The course.
    pub course: &'a Course,
    /// The submissions.
    pub entries: &'a [Entry],
    /// Takes answers out of them.
    pub taker: &'a Taker<'a>,
    /// Verdicts and reports on single exercises.
    pub book: &'a Book<'a>,
    /// Where results are written.
    pub desk: &'a Desk<'a>,
    /// Judges.
    pub judge: &'a JudgeText<'a>,
    /// How often each answer is judged.
    pub repeat: usize,
    /// How many answers are judged at the same time.
    pub jobs: usize,
    /// Which part of the work is ours.
    pub shard: Option<Shard>,
    /// Asks to stop.
    pub cancel: &'a Cancel,
}

/// What happened meanwhile.
#[derive(Debug)]
pub enum Happened {
    /// An answer was judged.
    Judged {
        /// The exercise's place in the course.
        exercise: usize,
        /// Why it could not be, where the checker is at fault.
        trouble: Option<String>,
    },
    /// A submission is done.
    Done {
        /// Its place among the submissions.
        entry: usize,
        /// `None` where another run will write its report.
        brief: Option<Brief>,
    },
}

impl Pool<'_> {
    /// Grade everything. `tell` hears of it as it happens; `false` when it was
    /// cancelled.
    ///
    /// # Errors
    ///
    /// Where results cannot be written. That an answer cannot be judged is in
    /// its report.
    pub fn grade(
        &self,
        tell: &mut dyn FnMut(Happened) -> anyhow::Result<()>,
    ) -> anyhow::Result<bool> {
        let state = Shared::default();
        let gate = Gate::default();
        let (sender, receiver) = sync_channel(64);
        let told = thread::scope(|scope| {
            for number in 0..self.jobs.max(1) {
                let sender = sender.clone();
                let worker = Worker {
                    pool: self,
                    shared: &state,
                    gate: &gate,
                    tell: sender,
                };
                let name = format!("grade {number}");
                let started = scoped_thread(scope, &name, move || worker.work());
                // Those that there are do all of it.
                if let (Err(error), 0) = (started, number) {
                    return Err(error);
                }
            }
            drop(sender);
            let mut told = Ok(());
            for happened in receiver {
                if told.is_ok() {
                    told = tell(happened);
                    if told.is_err() {
                        // Nobody waits for the rest where nobody reads about it.
                        self.cancel.cancel();
                    }
                }
            }
            told
        });
        told?;
        match state.lock().failed.take() {
            Some(error) => Err(error),
            None => Ok(!self.cancel.is_cancelled()),
        }
    }

    /// So many submissions are in memory at once.
    fn window(&self) -> usize {
        (2 * self.jobs).max(8)
    }
}

/// What the workers share.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The next submission to take in.
    next: usize,
    /// How many are taken in and not done.
    open: usize,
    /// Answers that nobody judges yet.
    queue: VecDeque<Answer>,
    /// Who waits for an answer that is in the queue or being judged.
    waiting: HashMap<Key, Vec<(Arc<Pending>, usize)>>,
    failed: Option<anyhow::Error>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A submission that is not done.
struct Pending {
    entry: usize,
    started: SystemTime,
    slots: Mutex<Slots>,
}

struct Slots {
    reports: Vec<Option<Arc<ExerciseReport>>>,
    missing: usize,
}

/// What a worker does next.
enum Step {
    Judge(Answer),
    TakeIn(usize),
    End,
}

struct Worker<'a> {
    pool: &'a Pool<'a>,
    shared: &'a Shared,
    gate: &'a Gate,
    tell: SyncSender<Happened>,
}

impl Worker<'_> {
    fn work(&self) {
        // A panic of ours must not leave the others waiting.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.steps()));
        let failed = match outcome {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error),
            Err(panic) => Some(Failure::Internal(words(panic.as_ref())).into()),
        };
        let mut state = self.shared.lock();
        state.failed = state.failed.take().or(failed);
        drop(state);
        self.shared.changed.notify_all();
    }

    fn steps(&self) -> anyhow::Result<()> {
        loop {
            match self.next() {
                Step::End => return Ok(()),
                Step::TakeIn(entry) => self.take_in(entry)?,
                Step::Judge(answer) => self.judge(&answer)?,
            }
            self.shared.changed.notify_all();
        }
    }

    fn next(&self) -> Step {
        let mut state = self.shared.lock();
        loop {
            let all_taken = state.next == self.pool.entries.len();
            if self.pool.cancel.is_cancelled()
                || state.failed.is_some()
                || (all_taken && state.open == 0)
            {
                return Step::End;
            }
            if let Some(answer) = state.queue.pop_front() {
                return Step::Judge(answer);
            }
            if !all_taken && state.open < self.pool.window() {
                state.next += 1;
                state.open += 1;
                return Step::TakeIn(state.next - 1);
            }
            let changed = self.shared.changed.wait(state);
            state = changed.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Look at a submission; what is stored is known, the rest goes to the queue.
    fn take_in(&self, entry: usize) -> anyhow::Result<()> {
        let started = SystemTime::now();
        let Entry { submission, root } = &self.pool.entries[entry];
        let (handed, mut answers) = self.pool.taker.take(&submission.id, root)?;
        let mut reports = vec![None; handed.len()];
        match self.pool.shard {
            Some(shard) => {
                answers.retain(|answer| shard.judges(&answer.key));
                if shard.lists(&submission.id) {
                    self.pool
                        .desk
                        .write_index(&self.pool.entries[entry], handed)?;
                }
            }
            None => {
                for (exercise, handed) in handed.iter().enumerate() {
                    reports[exercise] = self.pool.book.look_up(exercise, handed);
                }
            }
        }
        answers.retain(|answer| reports[answer.exercise].is_none());
        let missing = answers.len();
        let pending = Arc::new(Pending {
            entry,
            started,
            slots: Mutex::new(Slots { reports, missing }),
        });
        for answer in answers {
            self.want(answer, &pending)?;
        }
        match missing {
            0 => self.finish(&pending),
            _ => Ok(()),
        }
    }

    /// Have `answer` judged, unless somebody else has asked for that, or it was
    /// stored since we looked.
    fn want(&self, answer: Answer, pending: &Arc<Pending>) -> anyhow::Result<()> {
        let slot = answer.exercise;
        let mut state = self.shared.lock();
        if let Some(others) = state.waiting.get_mut(&answer.key) {
            others.push((Arc::clone(pending), slot));
            return Ok(());
        }
        let stored = self.pool.book.stored(slot, &answer.key, &answer.blake3);
        if let Some(report) = stored {
            drop(state);
            return self.deliver(pending, slot, &report);
        }
        let waiting = vec![(Arc::clone(pending), slot)];
        state.waiting.insert(answer.key, waiting);
        state.queue.push_back(answer);
        Ok(())
    }

    fn judge(&self, answer: &Answer) -> anyhow::Result<()> {
        let exercise = &self.pool.course.exercises[answer.exercise];
        let once = || (self.pool.judge)(exercise, &answer.text);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            self.gate.grade(self.pool.repeat, &once)
        }));
        let (at, blake3) = (answer.exercise, answer.blake3.as_str());
        let book = self.pool.book;
        let report = match outcome {
            Ok(Ok(Some(graded))) => book.enter(at, &answer.key, blake3, graded)?,
            Ok(Ok(None)) => return Ok(()),
            // What failed after somebody asked to stop failed because of it.
            Ok(Err(_)) if self.pool.cancel.is_cancelled() => return Ok(()),
            Ok(Err(error)) => book.infra(at, blake3, &format!("{error:#}")),
            Err(panic) => {
                let error = format!("internal error: {}", words(panic.as_ref()));
                book.infra(at, blake3, &error)
            }
        };
        // Nobody listens any more only where everything ends.
        let _ = self.tell.send(Happened::Judged {
            exercise: at,
            trouble: report.error.clone(),
        });
        let waiting = self.shared.lock().waiting.remove(&answer.key);
        for (pending, slot) in waiting.into_iter().flatten() {
            self.deliver(&pending, slot, &report)?;
        }
        Ok(())
    }

    /// One report more for a submission; written down at once.
    fn deliver(
        &self,
        pending: &Pending,
        slot: usize,
        report: &Arc<ExerciseReport>,
    ) -> anyhow::Result<()> {
        let mut slots = pending.slots();
        slots.reports[slot] = Some(Arc::clone(report));
        slots.missing -= 1;
        if slots.missing > 0 {
            if self.pool.shard.is_none() {
                self.write(pending, &slots, false)?;
            }
            return Ok(());
        }
        drop(slots);
        self.finish(pending)
    }

    fn finish(&self, pending: &Pending) -> anyhow::Result<()> {
        let brief = match self.pool.shard {
            Some(_) => None,
            None => Some(Brief::of(&self.write(pending, &pending.slots(), true)?)),
        };
        let entry = pending.entry;
        let _ = self.tell.send(Happened::Done { entry, brief });
        self.shared.lock().open -= 1;
        Ok(())
    }

    fn write(&self, pending: &Pending, slots: &Slots, last: bool) -> anyhow::Result<Report> {
        let known = slots.reports.iter().flatten();
        let known = known.map(|report| ExerciseReport::clone(report)).collect();
        let submission = &self.pool.entries[pending.entry].submission;
        let desk = self.pool.desk;
        desk.write(submission, known, pending.started, last)
    }
}

impl Pending {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a panic said.
fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "a panic without words".to_owned())
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
