//! The command itself: chooses, runs, and says what came of it, also of a part.

use super::tally::Tally;
use super::{Selection, json, text};
use crate::cli::{Format, Setting};
use crate::command::dev::Outputs;
use crate::command::dev::outputs::Rows;
use crate::command::dev::rounds::{self, Plan, Row, Step, Trying};
use crate::course::Course;
use crate::exit::{self, Failure};
use crate::reporter::Count;
use anyhow::bail;
use indicatif::ProgressStyle;
use std::time::{Duration, Instant};

/// What to run, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which answers.
    pub selection: Selection,
    /// How often, and in which settings.
    pub plan: Plan,
    /// Deadlines are multiplied by this.
    pub timeout_scale: f64,
    /// How to say it.
    pub format: Format,
}

/// What came of all runs.
pub(super) struct Report<'a> {
    pub(super) plan: &'a Plan,
    pub(super) answers: usize,
    pub(super) skipped: Vec<(Setting, String)>,
    pub(super) tally: Tally,
    pub(super) rows: Vec<Row>,
    pub(super) complete: bool,
    pub(super) cut: Rows,
    pub(super) took: Duration,
}

/// Run the answers; the exit code says whether a verdict was false. What is
/// known when something goes wrong is said too.
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
    let started = Instant::now();
    let trials = options.selection.trials(course)?;
    let (plan, skipped) = possible(options.plan.clone());
    if plan.settings.is_empty() {
        let why = skipped.iter().map(|(_, why)| why.as_str());
        bail!(Failure::NothingSelected(why.collect()));
    }
    let mut tally = Tally::new(options.timeout_scale);
    let bar = &outputs.bar;
    bar.set_style(style());
    bar.set_length(plan.runs(trials.len()) as u64);
    let mut doing = String::new();
    let outcome = rounds::run(course, trying, &trials, &plan, &mut |step| {
        match step {
            Step::Building(answers) => doing = format!("compiling {}", Count(answers, "answer")),
            Step::Entering(setting) => setting.name().clone_into(&mut doing),
            Step::Tried(tried) => {
                tally.note(course, &tried);
                bar.inc(1);
            }
        }
        bar.set_message(message(&doing, tally.false_runs()));
    });
    bar.finish_and_clear();
    let report = Report {
        plan: &plan,
        answers: trials.len(),
        skipped,
        rows: tally.times.rows(course, options.timeout_scale),
        tally,
        complete: outcome.is_ok(),
        cut: outputs.rows(),
        took: started.elapsed(),
    };
    let said = match options.format {
        Format::Text => text::report(&report, course, &outputs.look),
        Format::Json => {
            let document = json::document(&report, course);
            serde_json::to_string_pretty(&document)? + "\n"
        }
    };
    outputs.out.write_all(said.as_bytes())?;
    outcome?;
    Ok(match report.tally.false_runs() {
        0 => exit::OK,
        _ => exit::NOT_PASSED,
    })
}

/// What of `plan` can be done here, and what cannot.
fn possible(mut plan: Plan) -> (Plan, Vec<(Setting, String)>) {
    let settings = &mut plan.settings;
    if settings.is_empty() {
        settings.extend([Setting::OneCore, Setting::AllCores, Setting::Loaded]);
    }
    settings.sort_unstable();
    settings.dedup();
    let mut skipped = Vec::new();
    if plan.cores.is_empty() && settings.contains(&Setting::OneCore) {
        settings.retain(|setting| *setting != Setting::OneCore);
        let why = "this system does not let us choose the core of a process";
        skipped.push((Setting::OneCore, why.to_owned()));
    }
    (plan, skipped)
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len}  {msg}  {eta} left");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn message(doing: &str, false_runs: usize) -> String {
    match false_runs {
        0 => doing.to_owned(),
        _ => format!("{doing}, {}", Count(false_runs, "false verdict")),
    }
}

#[cfg(test)]
mod tests;
