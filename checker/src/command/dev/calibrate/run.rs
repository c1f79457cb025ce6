//! The command itself: runs right answers as the settings of `dev stress` do,
//! on all cores, and proposes deadlines. It changes no file.

use super::proposal::{Proposal, proposals};
use super::{Selection, text};
use crate::cli::{Format, Side};
use crate::command::dev::Outputs;
use crate::command::dev::rounds::{self, Plan, Step, Times, Trying};
use crate::course::Course;
use crate::exit;
use serde::Serialize;

/// What to measure, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Of which exercises.
    pub selection: Selection,
    /// How often each right answer runs, and where.
    pub plan: Plan,
    /// How to say it.
    pub format: Format,
}

/// `workbook/calibrate/v1`.
#[derive(Serialize)]
struct Document {
    schema: &'static str,
    course: String,
    rounds: usize,
    /// Runs of right answers that did not pass.
    refused_runs: usize,
    exercises: Vec<Proposal>,
}

/// Measure, and say what follows from it.
///
/// # Errors
///
/// When something cannot be run, nothing is selected, or it was interrupted.
pub fn execute<T: Trying>(
    course: &Course,
    trying: &T,
    options: &Options,
    outputs: Outputs<'_>,
) -> anyhow::Result<u8> {
    let selection = Selection {
        only: Some(Side::Right),
        ..options.selection.clone()
    };
    let trials = selection.trials(course)?;
    let mut plan = options.plan.clone();
    // No more than can run: what is measured is the answer.
    plan.jobs.get_or_insert(plan.width());
    let mut times = Times::default();
    let mut refused = 0;
    let bar = &outputs.bar;
    bar.set_length(plan.runs(trials.len()) as u64);
    let outcome = rounds::run(course, trying, &trials, &plan, &mut |step| match step {
        Step::Building(_) | Step::Entering(_) => {}
        Step::Tried(tried) => {
            times.note(&tried);
            refused += usize::from(!tried.verdict.passed());
            bar.inc(1);
        }
    });
    bar.finish_and_clear();
    outcome?;
    // Deadlines stand in the info file as they are on a machine like others.
    let proposals = proposals(&times.rows(course, 1.0), course);
    let said = match options.format {
        Format::Text => text::table(&proposals, refused, outputs.rows(), &outputs.look),
        Format::Json => {
            let document = Document {
                schema: "workbook/calibrate/v1",
                course: course.id.clone(),
                rounds: plan.rounds,
                refused_runs: refused,
                exercises: proposals,
            };
            serde_json::to_string_pretty(&document)? + "\n"
        }
    };
    outputs.out.write_all(said.as_bytes())?;
    Ok(exit::OK)
}
