//! Many trials on a few threads. What they came to arrives in any order.

use super::judging::Judging;
use super::trial::Trial;
use crate::course::Course;
use crate::verdict::Verdict;
use anyhow::Context;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Judge every trial on `jobs` threads; `on_verdict` gets the place of the trial.
///
/// # Errors
///
/// The first error of a judging; no further trial is started then.
pub(super) fn run(
    course: &Course,
    judging: &dyn Judging,
    trials: &[Trial],
    jobs: usize,
    mut on_verdict: impl FnMut(usize, Verdict) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let (tell, told) = mpsc::channel();
    let work = |tell: mpsc::Sender<_>| {
        while !stopped.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(trial) = trials.get(index) else {
                return;
            };
            let outcome = judge(course, judging, trial);
            // Nobody listens any more after an error.
            if tell.send((index, outcome)).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, trials.len().max(1)) {
            let (work, tell) = (&work, tell.clone());
            scope.spawn(move || work(tell));
        }
        // Only the threads hold it now, so their end is seen here.
        drop(tell);
        for _ in 0..trials.len() {
            let arrived = told.recv().context("a thread that judges died");
            let outcome = arrived.and_then(|(index, verdict)| on_verdict(index, verdict?));
            if outcome.is_err() {
                stopped.store(true, Ordering::Relaxed);
                return outcome;
            }
        }
        Ok(())
    })
}

fn judge(course: &Course, judging: &dyn Judging, trial: &Trial) -> anyhow::Result<Verdict> {
    let exercise = &course.exercises[trial.exercise];
    let verdict = judging.answer(exercise, &trial.file);
    verdict.with_context(|| format!("failed to judge `{}`", trial.file.display()))
}
