//! Points as the gradebooks of learning platforms import them: a row for each submission,
//! its sum in one column. Who has no score has no row, so nothing is overwritten there.

use super::changes;
use super::csv::written;
use super::number::points;
use super::words::one_line;
use crate::reporter::json::{Report, Submission};
use ::csv::QuoteStyle;
use anyhow::{Context as _, bail};
use std::collections::HashMap;

/// For Canvas: *Import grades in the Gradebook*. People are found by `SIS Login ID`, as `ID` is
/// a number that only Canvas knows; the second line says what is possible.
pub(super) fn canvas(reports: &[Report]) -> anyhow::Result<String> {
    let head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"];
    let class = Class::of(reports, "canvas")?;
    let empty = String::new;
    let possible = vec![
        "Points Possible".to_owned(),
        empty(),
        empty(),
        empty(),
        empty(),
        class.possible.clone(),
    ];
    let rows = class.scored()?.into_iter().map(|(who, earned)| {
        let name = who.name.clone().unwrap_or_else(|| who.id.clone());
        vec![name, empty(), empty(), who.id.clone(), empty(), earned]
    });
    let all = std::iter::once(possible).chain(rows);
    written(&class.head(&head, &class.title), all, QuoteStyle::Necessary)
}

/// For Moodle: *Grade import*. `ID number` or `Email address` is chosen there to find people by.
/// Where points were changed, a column more says why: it is imported as feedback.
pub(super) fn moodle(reports: &[Report]) -> anyhow::Result<String> {
    let class = Class::of(reports, "moodle")?;
    let mut head = class.head(&["ID number", "Email address"], &class.title);
    let changes: HashMap<&str, String> = class.changes();
    let with_feedback = !changes.is_empty();
    if with_feedback {
        head.push(format!("{} (feedback)", class.title));
    }
    let rows = class.scored()?.into_iter().map(|(who, earned)| {
        let email = who.email.clone().unwrap_or_default();
        let mut row = vec![who.id.clone(), email, earned];
        if with_feedback {
            row.push(changes.get(who.id.as_str()).cloned().unwrap_or_default());
        }
        row
    });
    written(&head, rows, QuoteStyle::Necessary)
}

/// For Blackboard Learn: *Upload grades*. People are found by `Username`; with commas, every cell
/// is to be quoted.
pub(super) fn blackboard(reports: &[Report]) -> anyhow::Result<String> {
    let class = Class::of(reports, "blackboard")?;
    let rows = class.scored()?.into_iter().map(|(who, earned)| {
        let name = who.name.clone().unwrap_or_default();
        vec![who.id.clone(), name, earned]
    });
    let column = format!("{} [Total Pts: {} Score]", class.title, class.possible);
    let head = class.head(&["Username", "Name"], &column);
    written(&head, rows, QuoteStyle::Always)
}

/// What the reports of a class have in common.
struct Class<'r> {
    reports: &'r [Report],
    title: String,
    possible: String,
    format: &'static str,
}

impl<'r> Class<'r> {
    /// # Errors
    ///
    /// When they are not about the same exercises: their sums cannot stand in one column.
    fn of(reports: &'r [Report], format: &'static str) -> anyhow::Result<Self> {
        let first = reports.first();
        let first = first.with_context(|| format!("the format `{format}` needs a report"))?;
        let possible = |report: &Report| points(report.score().1);
        let mut scored = reports.iter().filter(|one| one.no_score().is_none());
        let most = scored
            .clone()
            .next()
            .map_or_else(|| possible(first), possible);
        if let Some(other) = scored.find(|one| possible(one) != most) {
            bail!(
                "the format `{format}` has one column, and the reports differ in what can be \
                 reached: {most} points and {}; write them by themselves",
                possible(other)
            );
        }
        Ok(Self {
            reports,
            title: one_line(&first.course.title),
            possible: most,
            format,
        })
    }

    fn head(&self, first: &[&str], column: &str) -> Vec<String> {
        let names = first.iter().map(|name| (*name).to_owned());
        names.chain([column.to_owned()]).collect()
    }

    /// Whose points are others than those of the verdicts, and why.
    fn changes(&self) -> HashMap<&'r str, String> {
        let all = self.reports.iter().filter_map(|report| {
            let who = report.submission.as_ref()?;
            let why = changes::all(report);
            (!why.is_empty()).then_some((who.id.as_str(), why))
        });
        all.collect()
    }

    /// Who has a score, and which.
    ///
    /// # Errors
    ///
    /// When a report does not say whose it is.
    fn scored(&self) -> anyhow::Result<Vec<(&'r Submission, String)>> {
        let scored = self.reports.iter().filter(|one| one.no_score().is_none());
        let rows = scored.map(|report| {
            let who = report.submission.as_ref().with_context(|| {
                format!(
                    "the format `{}` needs to know whose report it is: give those that `workbook \
                     grade` wrote",
                    self.format
                )
            })?;
            Ok((who, points(report.score().0)))
        });
        rows.collect()
    }
}
