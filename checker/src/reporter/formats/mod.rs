//! Reports in other formats, for people and for platforms.
//!
//! Each format is a pure function from reports to text; `docs/formats.md` says
//! what becomes what. Everything that an answer could have written is made
//! harmless for the place that it is written to.

mod annotations;
mod changes;
mod classroom50;
pub mod csv;
mod details;
mod exercism;
mod gradebooks;
mod gradescope;
mod html;
mod junit;
mod log;
mod markdown;
mod number;
mod prairielearn;
mod row;
mod student_view;
mod text;
mod words;
mod workflow;

pub use annotations::{github, github_summary};
pub use changes::length;
pub use log::{for_a_log, json_for_a_log};
pub use student_view::student_view;
pub use words::one_line;
pub(super) use words::{clean, clip, sentence};

use crate::cli::ReportFormat;
use crate::reporter::json::Report;
use crate::reporter::look::Look;
use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What formats need to know beside the report.
#[derive(Debug, Clone)]
pub struct Options {
    /// The variables of the environment: platforms tell there what was handed in.
    pub environment: BTreeMap<String, String>,
    /// A word that no answer can guess. Between it and its return, GitHub takes
    /// no commands from what is printed.
    pub token: String,
    /// Where the command runs; paths in annotations depend on it.
    pub folder: PathBuf,
    /// How text looks.
    pub look: Look,
}

impl Options {
    /// A variable that is set to something.
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        let value = self.environment.get(name)?;
        (!value.is_empty()).then_some(value)
    }
}

/// One report in `format`.
///
/// # Errors
///
/// Where the format needs something that the environment does not say.
pub fn render(format: ReportFormat, report: &Report, options: &Options) -> anyhow::Result<String> {
    render_all(format, std::slice::from_ref(report), options)
}

/// Reports in `format`, as one document.
///
/// # Errors
///
/// Where the format holds one report and there are others, and as [`render`].
pub fn render_all(
    format: ReportFormat,
    reports: &[Report],
    options: &Options,
) -> anyhow::Result<String> {
    let one = || match reports {
        [report] => Ok(report),
        _ => bail!(
            "the format `{}` holds one report, and there are {}; write them one by one, or use \
             csv, canvas, moodle, blackboard, markdown, html, junit or text",
            format.name(),
            reports.len()
        ),
    };
    let text = match format {
        ReportFormat::Json => {
            let text = serde_json::to_string_pretty(one()?);
            text.context("failed to write the report as JSON")? + "\n"
        }
        ReportFormat::Gradescope => gradescope::gradescope(one()?)?,
        ReportFormat::Classroom50 => classroom50::classroom50(one()?, options)?,
        ReportFormat::Github => github(one()?, options),
        ReportFormat::Junit => junit::junit(reports)?,
        ReportFormat::Exercism => exercism::exercism(one()?)?,
        ReportFormat::Prairielearn => prairielearn::prairielearn(one()?)?,
        ReportFormat::Csv => csv::csv(reports)?,
        ReportFormat::Canvas => gradebooks::canvas(reports)?,
        ReportFormat::Moodle => gradebooks::moodle(reports)?,
        ReportFormat::Blackboard => gradebooks::blackboard(reports)?,
        ReportFormat::Markdown => markdown::markdown(reports),
        ReportFormat::Html => html::html(reports, &options.token),
        ReportFormat::Text => text::text(reports, &options.look),
    };
    Ok(text)
}
