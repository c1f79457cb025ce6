//! Demonstrations: compiled and run as answers are, and heard while they run.

use super::made::{Binaries, Product};
use super::slot::Slot;
use super::{Conditions, Judge, Mode};
use crate::classify::{self, Run, classify};
use crate::compile::Job;
use crate::course::Exercise;
use crate::event::Event;
use crate::harness;
use crate::process::Cancel;
use crate::verdict::Verdict;
use anyhow::Context;
use report::Message;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// The name that `checker/demos/lesson.rs` has for it.
const TEST: &str = "demonstration";

impl Judge {
    /// Compile and run the demonstration of a lesson ([`crate::course::Course::demonstration`]).
    /// What it reports goes to `heard` while it runs. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn demonstrate(
        &self,
        demonstration: &Exercise,
        heard: Sender<Message>,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let started = Instant::now();
        self.compilers.of(demonstration, on_event)?;
        let file = self.course.exercise_path(demonstration);
        let slot = Slot::take(&self.builds.join(demonstration.name.as_str()).join("answer"))?;
        let job = Job {
            course: &self.course,
            exercise: demonstration,
            answer: &file,
            root: &self.course.root,
            folder: &slot.folder,
            incremental: true,
        };
        let admission = self.admit(demonstration, &file, Mode::Learning)?;
        let Some(made) = self.make(&job, &admission, cancel)? else {
            return Ok(None);
        };
        let name = demonstration.name.as_str();
        let binaries = match made.product {
            Product::Binaries(binaries) => binaries,
            Product::Refused(findings, _) => {
                let took = started.elapsed();
                let verdict = classify::refused(name, findings, made.diagnostics, took);
                return Ok(Some(verdict));
            }
        };
        let run = self.heard(demonstration, &binaries, heard, cancel)?;
        if cancel.is_cancelled() {
            return Ok(None);
        }
        Ok(Some(classify(Run {
            diagnostics: made.diagnostics,
            took: started.elapsed(),
            ..run
        })))
    }

    fn heard(
        &self,
        demonstration: &Exercise,
        binaries: &Binaries,
        heard: Sender<Message>,
        cancel: &Cancel,
    ) -> anyhow::Result<Run> {
        let runner = self.runner(demonstration, Conditions::default(), cancel);
        let program: &PathBuf = binaries
            .tests
            .as_ref()
            .context("a demonstration has no program")?;
        let run = harness::run_heard(&runner, program, TEST, heard)?;
        Ok(Run {
            exercise: demonstration.name.to_string(),
            expected: vec![TEST.to_owned()],
            tests: vec![Some(run)],
            main: None,
            diagnostics: Vec::new(),
            lints_count: false,
            may_write: false,
            deadline: self.deadline(demonstration),
            took: Duration::ZERO,
        })
    }
}
