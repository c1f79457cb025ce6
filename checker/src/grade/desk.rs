//! The folder of the results: a folder for each submission.

use super::folder::Folder;
use super::late;
use super::layers::layers;
use super::output::Outputs;
use super::overrides::Overrides;
use super::secret::{About, Secret};
use super::submission::Entry;
use super::take::Handed;
use crate::course::{Course, LatePolicy};
use crate::reporter::json::{self, ExerciseReport, Report, Run, Status, Submission};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where results are written, and what is the same in all of them.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The course.
    pub course: &'a Course,
    /// The folder of the results.
    pub out: Folder,
    /// What results are signed with.
    pub secret: Secret,
    /// Names the run that a shard belongs to.
    pub class: Option<String>,
    /// What is written beside the native report.
    pub outputs: &'a Outputs,
    /// The compiler's version.
    pub rustc: Option<String>,
    /// What deadlines were multiplied by.
    pub timeout_scale: f64,
    /// When answers are due, where the roster does not say it.
    pub due: Option<String>,
    /// What late answers lose.
    pub late: Option<LatePolicy>,
    /// What an instructor set.
    pub overrides: &'a Overrides,
    /// Whether there is but one submission: then what other programs read is
    /// written after every exercise, so that nothing is lost with us.
    pub single: bool,
}

/// What was handed in, for another run to put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The schema of these files.
    pub schema: String,
    /// By whom.
    pub submission: Submission,
    /// In the order of the course.
    pub handed: Vec<Handed>,
}

impl Desk<'_> {
    /// Write the report on what is known so far; `last` when that is all.
    pub(super) fn write(
        &self,
        submission: &Submission,
        mut exercises: Vec<ExerciseReport>,
        started: SystemTime,
        last: bool,
    ) -> anyhow::Result<Report> {
        let run = Run {
            started,
            took: started.elapsed().unwrap_or_default(),
            complete: last && exercises.iter().all(|one| one.status != Status::Infra),
            rustc: self.rustc.clone(),
            timeout_scale: self.timeout_scale,
        };
        let mut submission = submission.clone();
        submission.due = submission.due.or_else(|| self.due.clone());
        self.overrides.apply(&submission, &mut exercises);
        if let Some(policy) = &self.late {
            late::apply(policy, &submission, &mut exercises)?;
        }
        let mut report = json::assemble(self.course, &run, exercises);
        let folder = folder_of(&submission.id);
        report.submission = Some(submission);
        report.layers = Some(layers(self.course, &report.exercises));
        let text = serde_json::to_vec(&report)?;
        let signed = self.secret.sign(About::Report, &text);
        self.out.replace(&folder.join(REPORT), &signed)?;
        let written = match last || self.single {
            true => self.outputs.write(&report, &self.out, &folder),
            false => Ok(()),
        };
        if last {
            // Before, a format may lack what the end brings.
            written?;
        }
        Ok(report)
    }

    /// Write down what was handed in.
    pub(super) fn write_index(&self, entry: &Entry, handed: Vec<Handed>) -> anyhow::Result<()> {
        let submission = entry.submission.clone();
        let path = folder_of(&submission.id).join(INDEX);
        let index = Index {
            schema: INDEX_SCHEMA.to_owned(),
            submission,
            handed,
        };
        let class = self.class.as_deref().unwrap_or_default();
        let text = serde_json::to_vec(&index)?;
        let signed = self.secret.sign(About::Index(class), &text);
        self.out.replace(&path, &signed)
    }
}

/// The native report.
pub const REPORT: &str = "report.json";
/// What was handed in, where this run is one of several shards.
pub(super) const INDEX: &str = "index.json";
const INDEX_SCHEMA: &str = "workbook/index/v2";

/// The folder of a submission, in that of the results.
#[must_use]
pub fn folder_of(id: &str) -> PathBuf {
    Path::new("submissions").join(id)
}
