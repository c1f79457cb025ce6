//! What came of the mutants, for people.

use super::equivalents;
use super::run::Report;
use super::stale::{Stale, Why};
use super::tally::{Counts, Fate};
use crate::command::dev::selection::shown;
use crate::course::Course;
use crate::reporter::{Count, Ink, Look, Page};
use anyhow::Context;
use std::fmt::Write;
use std::fs;

/// The whole report.
pub(super) fn report(report: &Report<'_>, course: &Course, look: &Look) -> anyhow::Result<String> {
    let mut page = Page::new(look);
    table(report, course, &mut page);
    let mut text = page.into_text();
    for (place, fate) in &report.tally.survivors {
        text.push_str(&survivor(report, course, look, *place, *fate)?);
    }
    for Stale {
        exercise,
        record,
        why,
    } in &report.stale
    {
        let file = equivalents::file(course, &course.exercises[*exercise]);
        let why = match why {
            Why::Unmatched => "no mutant is like this record any more",
            Why::Refused => "mutants like this record are refused",
        };
        writeln!(text, "\n{}: {why}; remove it", shown(course, &file))?;
        writeln!(
            text,
            "    {}: {} -> {}",
            record.rule, record.before, record.after
        )?;
    }
    writeln!(text, "\n{}", summary(report))?;
    Ok(text)
}

fn table(report: &Report<'_>, course: &Course, page: &mut Page) {
    let row = |name: &str, cells: [String; 5]| {
        let [made, unviable, killed, explained, survived] = cells;
        format!("{name:<18} {made:>6} {unviable:>9} {killed:>7} {explained:>10} {survived:>9}")
    };
    let heads = ["made", "unviable", "killed", "explained", "survived"].map(str::to_owned);
    let mut line = |text: &str| {
        let fitting = report.cut.fit(text, &page.look);
        page.line(&fitting);
    };
    line(&row("", heads));
    for (exercise, counts) in &report.tally.counts {
        line(&row(
            course.exercises[*exercise].name.as_str(),
            cells(*counts),
        ));
    }
    if report.tally.counts.len() > 1 {
        line(&row("", cells(report.tally.total())));
    }
}

fn cells(counts: Counts) -> [String; 5] {
    let Counts {
        made,
        unviable,
        killed,
        explained,
        survived,
    } = counts;
    [made, unviable, killed, explained, survived].map(|number| number.to_string())
}

fn survivor(
    report: &Report<'_>,
    course: &Course,
    look: &Look,
    place: usize,
    fate: Fate,
) -> anyhow::Result<String> {
    let candidate = &report.judged[place];
    let name = &course.exercises[candidate.exercise].name;
    let (file, line) = (
        shown(course, &candidate.file).to_string(),
        candidate.mutant.line,
    );
    let source =
        fs::read_to_string(&candidate.file).with_context(|| format!("failed to read `{file}`"))?;
    let word = look.paint(Ink::Fail, "SURVIVED");
    let mut text = format!(
        "\n{word}  {name}  {file}:{line}  {}\n",
        candidate.mutant.rule
    );
    if fate == Fate::Visible {
        text.push_str("          a visible test refuses it, no hidden one does\n");
    }
    text.push_str(&candidate.mutant.diff(&source, &file));
    Ok(text)
}

fn summary(report: &Report<'_>) -> String {
    let total = report.tally.total();
    let judged = match report.complete {
        true => Count(total.made, "mutant").to_string(),
        false => format!("{} of {}", total.made, Count(report.judged.len(), "mutant")),
    };
    let seconds = report.took.as_secs();
    let survived = Count(total.survived, "survivor");
    let mut text = format!("{judged} in {seconds} s: {survived} without a reason");
    if !report.stale.is_empty() {
        text.push_str(&format!(
            ", {} needed no more",
            Count(report.stale.len(), "record")
        ));
    }
    text.push('.');
    if let Some(sample) = report.options.sample {
        text.push_str(&format!(" The seed was {}.", sample.seed));
    }
    text
}
