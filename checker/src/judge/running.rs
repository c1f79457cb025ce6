//! Running what was made of an answer, and what that says about it.

use super::made::{Binaries, Made, Product};
use super::{Conditions, Judge, Mode, expected_tests};
use crate::classify::{self, Run, classify};
use crate::course::{Exercise, JudgedBy, Lints};
use crate::event::Event;
use crate::harness::{self, Confined, Runner, Urgency};
use crate::process::{Cancel, Limits};
use crate::verdict::Verdict;
use anyhow::Context;
use std::time::{Duration, Instant};

/// How much of an answer's output is kept, for each stream.
const OUTPUT_KEPT: usize = 64 * 1024;
/// How much it may write before it is stopped.
const OUTPUT_FLOOD: usize = 1 << 20;

impl Judge {
    /// Run and classify. `None` when cancelled.
    pub(super) fn run(
        &self,
        exercise: &Exercise,
        made: &Made,
        conditions: Conditions,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let started = Instant::now();
        let diagnostics = made.diagnostics.clone();
        let mut verdict = match &made.product {
            Product::Refused(findings, _) => {
                let name = exercise.name.as_str();
                classify::refused(name, findings.clone(), diagnostics, started.elapsed())
            }
            Product::Binaries(binaries) => {
                let run = self.tests(exercise, binaries, conditions, cancel, on_event)?;
                let Some(mut run) = run else {
                    return Ok(None);
                };
                run.diagnostics = diagnostics;
                run.took = started.elapsed();
                classify(run)
            }
        };
        verdict.flags.clone_from(&made.flags);
        verdict.fence = made.fence;
        Ok(Some(verdict))
    }

    /// Run the tests of an answer. `None` when cancelled.
    fn tests(
        &self,
        exercise: &Exercise,
        binaries: &Binaries,
        conditions: Conditions,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Run>> {
        let name = exercise.name.to_string();
        let deadline = self.deadline(exercise);
        let runner = self.runner(exercise, conditions, cancel);
        let Some(expected) = self.expected(exercise, binaries, &runner)? else {
            return Ok(None);
        };
        on_event(Event::Testing {
            exercise: name.clone(),
            tests: expected.len(),
        });
        let tests = match &binaries.tests {
            Some(binary) => {
                harness::run_all(&runner, binary, &expected, self.settings.jobs, &mut |run| {
                    let passed = classify::reported_a_pass(run);
                    on_event(Event::TestEnded {
                        exercise: name.clone(),
                        test: run.test.clone(),
                        passed,
                    });
                })?
            }
            None => Vec::new(),
        };
        let main = binaries
            .main
            .as_ref()
            .map(|main| harness::program(&runner, main))
            .transpose()?;
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let lints_count = exercise.lints == Lints::Denied;
        let (diagnostics, took) = (Vec::new(), Duration::ZERO);
        Ok(Some(Run {
            exercise: name,
            expected,
            tests,
            main,
            diagnostics,
            lints_count,
            may_write: exercise.needs.writes() || exercise.judged_by != JudgedBy::HiddenTest,
            deadline,
            took,
        }))
    }

    /// How tests of an exercise are run.
    pub(super) fn runner<'a>(
        &'a self,
        exercise: &Exercise,
        conditions: Conditions,
        cancel: &'a Cancel,
    ) -> Runner<'a> {
        Runner {
            limits: Limits {
                deadline: self.deadline(exercise),
                kept: OUTPUT_KEPT,
                flood: OUTPUT_FLOOD,
            },
            needs: exercise.needs,
            confined: match exercise.judged_by {
                _ if !self.settings.layers.seal => Confined::ByNobody,
                JudgedBy::HiddenTest => Confined::ByItself,
                // A set that knows nothing of needs runs at home as it always did.
                _ if self.settings.mode == Mode::Learning => Confined::ByNobody,
                JudgedBy::OwnTests | JudgedBy::Main => Confined::AtItsStart,
            },
            worker: self.worker.as_deref().filter(|_| exercise.needs.processes),
            libraries: &[],
            urgency: Urgency::Usual,
            seed: conditions.seed,
            core: conditions.core,
            cancel,
        }
    }

    /// The time that each test of an exercise has, on this machine.
    #[must_use]
    pub fn deadline(&self, exercise: &Exercise) -> Duration {
        exercise.deadline.mul_f64(self.settings.timeout_scale)
    }

    /// The tests that must pass: from the source of the hidden test, never from
    /// what a run says of itself.
    fn expected(
        &self,
        exercise: &Exercise,
        binaries: &Binaries,
        runner: &Runner,
    ) -> anyhow::Result<Option<Vec<String>>> {
        match (exercise.judged_by, &binaries.tests) {
            (JudgedBy::HiddenTest, _) => {
                let hidden = self.course.hidden_path(exercise);
                let source = std::fs::read_to_string(&hidden).with_context(|| {
                    format!("failed to read the hidden test `{}`", hidden.display())
                })?;
                let names = expected_tests(&source);
                names
                    .map(Some)
                    .with_context(|| format!("`{}`", hidden.display()))
            }
            (JudgedBy::OwnTests, Some(binary)) => harness::list(runner, binary),
            (JudgedBy::OwnTests | JudgedBy::Main, _) => Ok(Some(Vec::new())),
        }
    }
}
