//! Reports in the formats that other programs read.

use super::worth::shown;
use crate::files::replace;
use crate::reporter::json::Report;
use anyhow::{Context, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A format, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    format: Format,
    file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Csv,
    Text,
}

/// Names, and the files in a submission's folder.
const FORMATS: [(&str, Format, &str); 3] = [
    ("json", Format::Json, "report.json"),
    ("csv", Format::Csv, "report.csv"),
    ("text", Format::Text, "report.txt"),
];

impl Output {
    /// Read `F` or `F=FILE`.
    ///
    /// # Errors
    ///
    /// Names the formats that there are.
    pub fn parse(wish: &str) -> Result<Self, String> {
        let (name, file) = match wish.split_once('=') {
            Some((_, "")) => return Err("after `=` there must be the name of a file".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (wish, None),
        };
        let known = FORMATS.iter().find(|(known, _, _)| *known == name);
        let Some((_, format, _)) = known else {
            let names = FORMATS.map(|(name, _, _)| name).join(", ");
            return Err(format!(
                "there is no format `{name}`; the formats are: {names}"
            ));
        };
        Ok(Self {
            format: *format,
            file,
        })
    }

    /// Whether it names a file, which can hold but one report.
    #[must_use]
    pub fn has_file(&self) -> bool {
        self.file.is_some()
    }

    /// Write `report` to its file, or into the submission's `folder`.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn write(&self, report: &Report, folder: &Path) -> anyhow::Result<()> {
        let known = FORMATS.iter().find(|(_, format, _)| *format == self.format);
        let Some((_, _, usual)) = known else {
            bail!("a format without a name");
        };
        let path = self.file.clone().unwrap_or_else(|| folder.join(usual));
        let text = self.text(report).context("failed to write a report")?;
        replace(&path, text.as_bytes())
    }

    fn text(&self, report: &Report) -> anyhow::Result<String> {
        Ok(match self.format {
            Format::Json => serde_json::to_string_pretty(report)? + "\n",
            Format::Csv => csv(report)?,
            Format::Text => text(report),
        })
    }
}

/// One line for each exercise.
fn csv(report: &Report) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["exercise", "lesson", "status", "points", "max_points"])?;
    for one in &report.exercises {
        let status = serde_json::to_value(one.status)?;
        let status = status.as_str().unwrap_or_default();
        let (points, max) = (shown(one.points), shown(one.max_points));
        writer.write_record([&one.id, &one.chapter, status, &points, &max])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// One line for each exercise, and what was found.
fn text(report: &Report) -> String {
    let mut text = String::new();
    for one in &report.exercises {
        let (points, max) = (shown(one.points), shown(one.max_points));
        let status = format!("{:?}", one.status);
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{:24} {status:13} {points:>6} of {max:>6}", one.id);
        for finding in &one.findings {
            let _ = writeln!(text, "    {}", finding.observed.replace('\n', "\n    "));
        }
        if let Some(error) = &one.error {
            let _ = writeln!(text, "    {error}");
        }
    }
    let totals = &report.totals;
    let (points, max) = (shown(totals.points), shown(totals.max_points));
    let _ = writeln!(text, "\n{points} of {max} points");
    text
}
