//! Reports in the formats that other programs read, beside the native one.

use super::folder::Folder;
use crate::cli::{Export, ReportFormat};
use crate::files::{explain, replace};
use crate::reporter::{
    formats::{self, Options},
    json::Report,
};
use std::path::{Path, PathBuf};

/// What is written beside the native report.
#[derive(Debug, Clone, Default)]
pub struct Outputs {
    /// In which formats; one without a file goes to the submission's folder.
    pub exports: Vec<Export>,
    /// Whether what hidden tests saw is left out.
    pub student_view: bool,
    /// The folder of the pages that are handed out: one for each submission.
    pub feedback: Option<PathBuf>,
    /// What formats need to know; `None` where there are none.
    pub options: Option<Options>,
}

impl Outputs {
    /// Whether one names a file, which can hold but one report.
    #[must_use]
    pub fn has_file(&self) -> bool {
        self.exports.iter().any(|export| export.file.is_some())
    }

    /// Only what lies in the folder of the results.
    #[must_use]
    pub fn inside(&self) -> Self {
        let mut inside = self.clone();
        inside.exports.retain(|export| export.file.is_none());
        inside.feedback = None;
        inside
    }

    /// Only what lies elsewhere.
    #[must_use]
    pub fn outside(&self) -> Self {
        let mut outside = self.clone();
        outside.exports.retain(|export| export.file.is_some());
        outside
    }

    /// Write `report` in every format, to its file or into the submission's
    /// `folder` in `out`.
    ///
    /// # Errors
    ///
    /// Where a format lacks something, or a file cannot be written.
    pub fn write(&self, report: &Report, out: &Folder, folder: &Path) -> anyhow::Result<()> {
        let Some(options) = &self.options else {
            return Ok(());
        };
        self.hand_out(report, options)?;
        let student = self.student_view.then(|| formats::student_view(report));
        let report = student.as_ref().unwrap_or(report);
        for export in &self.exports {
            let name = self.name(export.format);
            let (file, name) = match (&export.file, name) {
                (Some(file), _) => (Some(file), ""),
                (None, Some(name)) => (None, name),
                (None, None) => continue,
            };
            let text = formats::render(export.format, report, options)?;
            match file {
                Some(file) => replace(file, text.as_bytes())?,
                None => out.replace(&folder.join(name), text.as_bytes())?,
            }
        }
        Ok(())
    }

    fn hand_out(&self, report: &Report, options: &Options) -> anyhow::Result<()> {
        let (Some(folder), Some(submission)) = (&self.feedback, &report.submission) else {
            return Ok(());
        };
        let page = formats::render(ReportFormat::Html, &formats::student_view(report), options)?;
        let folder = Folder::create(folder).map_err(|error| explain("create", folder, &error))?;
        folder.replace(
            Path::new(&format!("{}.html", submission.id)),
            page.as_bytes(),
        )
    }

    /// `None` where the native report is there already.
    fn name(&self, format: ReportFormat) -> Option<&'static str> {
        Some(match format {
            ReportFormat::Json if self.student_view => "student.json",
            ReportFormat::Json => return None,
            ReportFormat::Gradescope => "gradescope.json",
            ReportFormat::Classroom50 => "classroom50.json",
            ReportFormat::Github => "github.txt",
            ReportFormat::Junit => "junit.xml",
            ReportFormat::Exercism => "exercism.json",
            ReportFormat::Prairielearn => "prairielearn.json",
            ReportFormat::Csv => "report.csv",
            ReportFormat::Canvas => "canvas.csv",
            ReportFormat::Moodle => "moodle.csv",
            ReportFormat::Blackboard => "blackboard.csv",
            ReportFormat::Markdown => "report.md",
            ReportFormat::Html => "report.html",
            ReportFormat::Text => "report.txt",
        })
    }
}
