//! The tests in the learner's own file: compiled and run beside the hidden test,
//! so that nobody waits longer for what both of them say.

use super::admission::Admission;
use super::{Judge, Mode};
use crate::classify::{self, OwnTests};
use crate::compile::{Cause, Compiled, Job, compile_own_tests};
use crate::course::JudgedBy;
use crate::files;
use crate::harness::{self, Confined, Runner, Urgency};
use crate::process::{Cancel, How, scoped_thread};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::Scope;
use std::time::{Duration, Instant};

/// What is judged beside the hidden test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// The tests in the answer's own file. In grades only hidden tests count.
    OwnTests,
    /// Nothing.
    Nothing,
}

/// What came of them.
#[derive(Default)]
pub(super) struct Own {
    pub(super) tests: OwnTests,
    /// What their errors come from, where they do not compile.
    pub(super) cause: Option<Cause>,
    /// The signal that ended their compiler, if one did.
    pub(super) signal: Option<i32>,
}

/// They are being judged. Who drops this has no use for them any more.
pub(super) struct UnderWay {
    began: Instant,
    part: Cancel,
    outcome: Option<Receiver<anyhow::Result<Own>>>,
}

impl Judge {
    /// Begin with the tests of `job`, if there are any.
    pub(super) fn begin_own_tests<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        job: &'scope Job<'_>,
        admission: &Admission,
        beside: Beside,
        cancel: &Cancel,
    ) -> anyhow::Result<UnderWay> {
        let part = cancel.of_a_part();
        let asked = beside == Beside::OwnTests
            && self.settings.mode == Mode::Learning
            && job.exercise.judged_by == JudgedBy::HiddenTest
            && admission.findings.is_empty()
            && may_have_tests(job.answer);
        let outcome = match asked {
            true => {
                let (tell, outcome) = channel();
                let part = part.clone();
                scoped_thread(scope, "own tests", move || {
                    // Who is gone has heard enough.
                    let _ = tell.send(self.own_tests(job, &part));
                })?;
                Some(outcome)
            }
            false => None,
        };
        Ok(UnderWay {
            began: Instant::now(),
            part,
            outcome,
        })
    }

    /// Compile and run the tests in the file of `job`.
    pub(super) fn own_tests(&self, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Own> {
        let compiler = self.compilers.known(job.exercise)?;
        let binary = match compile_own_tests(&compiler, job, cancel)? {
            Compiled::Built { tests, .. } => tests,
            Compiled::Refused(diagnostics, cause) | Compiled::Mismatch(diagnostics, cause) => {
                let finding = classify::own_tests_do_not_compile(&diagnostics);
                return Ok(Own {
                    tests: OwnTests::Refused(finding, diagnostics),
                    cause: Some(cause),
                    signal: None,
                });
            }
            Compiled::GaveUp { ended, .. } => {
                let finding = classify::own_tests_are_hard_on_the_compiler(&ended);
                return Ok(Own {
                    tests: OwnTests::Refused(finding, Vec::new()),
                    cause: Some(Cause::Unclear),
                    signal: ended.how.signal(),
                });
            }
            Compiled::Cancelled => None,
        };
        let Some(binary) = binary else {
            return Ok(Own::default());
        };
        let libraries = compiler.libraries_of_tests();
        let runner = Runner {
            confined: match self.settings.layers.seal {
                true => Confined::AtItsStart,
                false => Confined::ByNobody,
            },
            libraries: &libraries,
            urgency: Urgency::StandsBack,
            ..self.runner(job.exercise, self.conditions(), cancel)
        };
        let Some(expected) = harness::list(&runner, &binary)? else {
            return Ok(Own::default());
        };
        let jobs = self.settings.jobs;
        let mut tests = harness::run_all(&runner, &binary, &expected, jobs, &mut |_| {})?;
        for test in &mut tests {
            // One that nobody waited for says nothing.
            test.take_if(|run| matches!(run.ended.how, How::Cancelled));
        }
        Ok(Own {
            tests: OwnTests::Ran { expected, tests },
            ..Own::default()
        })
    }
}

impl UnderWay {
    /// Wait for a pass to be complete.
    pub(super) fn all(self) -> anyhow::Result<Own> {
        match &self.outcome {
            Some(outcome) => outcome.recv().unwrap_or_else(|_| Ok(Own::default())),
            None => Ok(Own::default()),
        }
    }

    /// What there is to say beside a refusal: it does not wait for much longer than
    /// it took.
    pub(super) fn so_far(self) -> anyhow::Result<Own> {
        const AT_LEAST: Duration = Duration::from_millis(250);
        let Some(outcome) = &self.outcome else {
            return Ok(Own::default());
        };
        match outcome.recv_timeout(self.began.elapsed().max(AT_LEAST)) {
            Ok(own) => own,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                self.part.cancel();
                outcome.recv().unwrap_or_else(|_| Ok(Own::default()))
            }
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.part.cancel();
    }
}

/// Whether the compiler may find tests in `file`. One that cannot be read is for
/// it to speak of.
fn may_have_tests(file: &Path) -> bool {
    files::read(file).is_ok_and(|text| text.windows(4).any(|word| word == b"test"))
}
