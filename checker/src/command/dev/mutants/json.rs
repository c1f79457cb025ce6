//! What came of the mutants, for programs: `workbook/mutants/v1`. Fields are only
//! ever added.

use super::run::Report;
use super::stale::Why;
use super::tally::{Counts, Fate};
use crate::command::dev::selection::shown;
use crate::course::Course;
use anyhow::Context;
use serde::Serialize;
use std::fs;

/// The whole document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    /// `workbook/mutants/v1`.
    schema: &'static str,
    /// The course's id.
    course: String,
    /// What decided which were judged, where not all were.
    seed: Option<u64>,
    /// Whether everything was judged.
    complete: bool,
    duration_ms: u64,
    exercises: Vec<OfExercise>,
    survivors: Vec<Survivor>,
    /// Records that are needed no more.
    stale: Vec<StaleRecord>,
}

#[derive(Debug, Serialize)]
struct OfExercise {
    exercise: String,
    made: usize,
    /// Do not compile.
    unviable: usize,
    /// Refused.
    killed: usize,
    /// Pass, and it is recorded why.
    explained: usize,
    survived: usize,
}

#[derive(Debug, Serialize)]
struct Survivor {
    exercise: String,
    answer: String,
    line: usize,
    rule: &'static str,
    before: String,
    after: String,
    /// Whether a test that the exercise is shipped with refuses it.
    visible_test_refuses: bool,
    diff: String,
}

#[derive(Debug, Serialize)]
struct StaleRecord {
    exercise: String,
    rule: String,
    before: String,
    after: String,
    /// `no-mutant` or `refused`.
    why: &'static str,
}

/// Put the document together.
pub(super) fn document(report: &Report<'_>, course: &Course) -> anyhow::Result<Document> {
    let name = |exercise: usize| course.exercises[exercise].name.to_string();
    let counts = report.tally.counts.iter();
    let survivors = report.tally.survivors.iter();
    let stale = report.stale.iter();
    Ok(Document {
        schema: "workbook/mutants/v1",
        course: course.id.clone(),
        seed: report.options.sample.map(|sample| sample.seed),
        complete: report.complete,
        duration_ms: u64::try_from(report.took.as_millis()).unwrap_or(u64::MAX),
        exercises: counts
            .map(|(at, counts)| of_exercise(name(*at), *counts))
            .collect(),
        survivors: survivors
            .map(|(place, fate)| survivor(report, course, *place, *fate))
            .collect::<anyhow::Result<_>>()?,
        stale: stale
            .map(|one| StaleRecord {
                exercise: name(one.exercise),
                rule: one.record.rule.clone(),
                before: one.record.before.clone(),
                after: one.record.after.clone(),
                why: match one.why {
                    Why::Unmatched => "no-mutant",
                    Why::Refused => "refused",
                },
            })
            .collect(),
    })
}

fn of_exercise(exercise: String, counts: Counts) -> OfExercise {
    let Counts {
        made,
        unviable,
        killed,
        explained,
        survived,
    } = counts;
    OfExercise {
        exercise,
        made,
        unviable,
        killed,
        explained,
        survived,
    }
}

fn survivor(
    report: &Report<'_>,
    course: &Course,
    place: usize,
    fate: Fate,
) -> anyhow::Result<Survivor> {
    let candidate = &report.judged[place];
    let answer = shown(course, &candidate.file).to_string();
    let source = fs::read_to_string(&candidate.file)
        .with_context(|| format!("failed to read `{answer}`"))?;
    let mutant = &candidate.mutant;
    Ok(Survivor {
        exercise: course.exercises[candidate.exercise].name.to_string(),
        line: mutant.line,
        rule: mutant.rule,
        before: mutant.before.clone(),
        after: mutant.after.clone(),
        visible_test_refuses: fate == Fate::Visible,
        diff: mutant.diff(&source, &answer),
        answer,
    })
}
