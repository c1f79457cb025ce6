//! The command itself: makes the mutants, has them judged, and says what came of
//! it, also of a part.

use super::candidates::{Candidate, Candidates};
use super::stale::Stale;
use super::tally::{Fate, Tally};
use super::{Sample, Selection, json, text};
use crate::cli::{Format, Side};
use crate::command::dev::outputs::Rows;
use crate::command::dev::selection::shown;
use crate::command::dev::{Judging, Outputs, queue};
use crate::course::Course;
use crate::exit::{self, Failure};
use crate::reporter::Count;
use anyhow::{Context, bail};
use indicatif::ProgressStyle;
use std::io::Write;
use std::time::{Duration, Instant};

/// What to judge, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Of which right answers.
    pub selection: Selection,
    /// Only some of their mutants; of the whole course, those of settled exercises.
    pub sample: Option<Sample>,
    /// How many are judged at the same time.
    pub jobs: usize,
    /// How to say what came of it.
    pub format: Format,
}

/// What came of all mutants.
pub(super) struct Report<'a> {
    pub(super) options: &'a Options,
    pub(super) judged: &'a [Candidate],
    pub(super) tally: Tally,
    /// Records that are needed no more.
    pub(super) stale: Vec<Stale>,
    pub(super) complete: bool,
    pub(super) cut: Rows,
    pub(super) took: Duration,
}

/// Judge mutants; the exit code says whether one survives that should not, or
/// a record is needed no more. What is known when something goes wrong is said too.
///
/// # Errors
///
/// When something cannot be judged, nothing is selected, or it was interrupted.
pub fn execute(
    course: &Course,
    judging: &dyn Judging,
    options: &Options,
    outputs: Outputs<'_>,
) -> anyhow::Result<u8> {
    let started = Instant::now();
    let selection = Selection {
        only: Some(Side::Right),
        ..options.selection.clone()
    };
    let answers = selection.trials(course)?;
    let candidates = Candidates::of(course, &answers)?;
    let (all, judged) = match options.sample {
        None => (true, candidates.all.clone()),
        Some(sample) => {
            let whole_course = options.selection.is_everything();
            (false, candidates.sample(sample, whole_course))
        }
    };
    if judged.is_empty() {
        let text = "there is no mutant to judge; a sample of the course is taken from exercises \
                    that are `settled` in their mutants.toml";
        bail!(Failure::NothingSelected(text.to_owned()));
    }
    let mut tally = Tally::default();
    let outcome = judge(course, judging, &judged, options, &outputs, &mut tally);
    let mut stale = Vec::new();
    // Of some of an exercise's answers nobody can tell.
    if options.selection.is_of_exercises(course) {
        stale.extend(candidates.unmatched());
        if all && outcome.is_ok() {
            stale.extend(candidates.refused(&tally));
        }
    }
    let report = Report {
        options,
        judged: &judged,
        tally,
        stale,
        complete: outcome.is_ok(),
        cut: outputs.rows(),
        took: started.elapsed(),
    };
    let said = match options.format {
        Format::Text => text::report(&report, course, &outputs.look)?,
        Format::Json => {
            let document = json::document(&report, course)?;
            serde_json::to_string_pretty(&document)? + "\n"
        }
    };
    outputs.out.write_all(said.as_bytes())?;
    outcome?;
    Ok(
        match report.tally.survivors.is_empty() && report.stale.is_empty() {
            true => exit::OK,
            false => exit::NOT_PASSED,
        },
    )
}

fn judge(
    course: &Course,
    judging: &dyn Judging,
    judged: &[Candidate],
    options: &Options,
    outputs: &Outputs<'_>,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let bar = &outputs.bar;
    bar.set_style(style());
    bar.set_length(judged.len() as u64);
    let work = |_: usize, place: usize| {
        let candidate = &judged[place];
        fate(course, judging, candidate).with_context(|| {
            let (file, line) = (shown(course, &candidate.file), candidate.mutant.line);
            format!("failed to judge a mutant of `{file}`, line {line}")
        })
    };
    let outcome = queue::run(judged.len(), options.jobs, &work, |place, fate| {
        let candidate = &judged[place];
        tally.note(place, candidate, fate);
        bar.inc(1);
        let name = &course.exercises[candidate.exercise].name;
        bar.set_message(format!(
            "{name}, {}",
            Count(tally.survivors.len(), "survivor")
        ));
        Ok(())
    });
    bar.finish_and_clear();
    outcome
}

fn fate(course: &Course, judging: &dyn Judging, candidate: &Candidate) -> anyhow::Result<Fate> {
    let mut builder = tempfile::Builder::new();
    let mut file = builder.prefix("mutant-").suffix(".rs").tempfile()?;
    file.write_all(candidate.mutant.text.as_bytes())?;
    let exercise = &course.exercises[candidate.exercise];
    let verdict = judging.answer(exercise, file.path())?;
    let fate = Fate::of(candidate, &verdict);
    if fate != Fate::Survived {
        return Ok(fate);
    }
    let shipped = judging.shipped_tests(exercise, file.path())?;
    let refused = shipped.is_some_and(|verdict| !verdict.findings.is_empty());
    Ok(if refused { Fate::Visible } else { fate })
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len}  {msg}  {eta} left");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests;
