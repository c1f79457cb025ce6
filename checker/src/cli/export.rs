//! The formats that a report can be written in, and how they are asked for.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

/// `workbook report`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ReportArgs {
    /// The reports, as `--format json` wrote them; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Refuse reports that `grade` did not write with your key, or that were changed since
    #[arg(long)]
    pub verify: bool,
    /// In which formats, and where to.
    #[command(flatten)]
    pub export: ExportArgs,
}

/// In which formats, and where to; for every command that writes reports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ExportArgs {
    /// A format, and the file for it if not standard output; may be given more than once
    ///
    /// json, gradescope, classroom50, github, junit, exercism, prairielearn, csv, canvas, moodle,
    /// blackboard, markdown, html, text
    #[arg(long = "format", value_name = "FORMAT[=FILE]")]
    pub formats: Vec<Export>,
    /// Hide what hidden tests saw, for reports that learners get
    #[arg(long)]
    pub student_view: bool,
}

/// A format with the file for it: `junit`, `junit=out/report.xml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Which.
    pub format: ReportFormat,
    /// Where to; standard output if not given.
    pub file: Option<PathBuf>,
}

/// A format for reports. (`run` and `check` have a smaller choice of their
/// own.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub enum ReportFormat {
    /// The native report, workbook/report/v1
    Json,
    /// Gradescope's results.json
    Gradescope,
    /// Classroom 50's result.json
    Classroom50,
    /// Commands and a summary for GitHub Actions
    Github,
    /// JUnit XML
    Junit,
    /// Exercism's results.json, version 3
    Exercism,
    /// `PrairieLearn`'s results.json
    Prairielearn,
    /// One row for each exercise
    Csv,
    /// For the gradebook of Canvas
    Canvas,
    /// For the gradebook of Moodle
    Moodle,
    /// For the gradebook of Blackboard Learn
    Blackboard,
    /// For comments and summaries
    Markdown,
    /// A page of its own
    Html,
    /// For people at a terminal
    Text,
}

impl ReportFormat {
    /// As it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ReportFormat::Json => "json",
            ReportFormat::Gradescope => "gradescope",
            ReportFormat::Classroom50 => "classroom50",
            ReportFormat::Github => "github",
            ReportFormat::Junit => "junit",
            ReportFormat::Exercism => "exercism",
            ReportFormat::Prairielearn => "prairielearn",
            ReportFormat::Csv => "csv",
            ReportFormat::Canvas => "canvas",
            ReportFormat::Moodle => "moodle",
            ReportFormat::Blackboard => "blackboard",
            ReportFormat::Markdown => "markdown",
            ReportFormat::Html => "html",
            ReportFormat::Text => "text",
        }
    }

    /// Whether one document can speak of several submissions.
    #[must_use]
    pub fn holds_many(self) -> bool {
        match self {
            ReportFormat::Junit
            | ReportFormat::Csv
            | ReportFormat::Canvas
            | ReportFormat::Moodle
            | ReportFormat::Blackboard
            | ReportFormat::Markdown
            | ReportFormat::Html
            | ReportFormat::Text => true,
            ReportFormat::Json
            | ReportFormat::Gradescope
            | ReportFormat::Classroom50
            | ReportFormat::Github
            | ReportFormat::Exercism
            | ReportFormat::Prairielearn => false,
        }
    }
}

impl FromStr for Export {
    type Err = String;

    /// # Errors
    ///
    /// Names the formats that exist, or says that the file's name is missing.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err(format!("`{text}` lacks a file after the `=`")),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let formats = ReportFormat::value_variants();
        let format = formats.iter().find(|format| format.name() == name);
        let format = *format.ok_or_else(|| {
            let names: Vec<_> = formats.iter().map(|format| format.name()).collect();
            format!(
                "there is no format `{name}`; the formats are {}",
                names.join(", ")
            )
        })?;
        Ok(Self { format, file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: Result<(ReportFormat, Option<&str>), &str>) {
        match (text.parse::<Export>(), want) {
            (Ok(got), Ok((format, file))) => {
                let file = file.map(PathBuf::from);
                assert_eq!(got, Export { format, file });
            }
            (Err(got), Err(want)) => assert!(got.contains(want), "{got}"),
            (got, want) => panic!("{got:?} instead of {want:?}"),
        }
    }

    #[test]
    fn a_format_may_have_a_file() {
        check("html", Ok((ReportFormat::Html, None)));
        check(
            "junit=out/r.xml",
            Ok((ReportFormat::Junit, Some("out/r.xml"))),
        );
        check("csv=a=b.csv", Ok((ReportFormat::Csv, Some("a=b.csv"))));
    }

    #[test]
    fn what_is_no_format_is_answered_with_the_formats() {
        check("pdf", Err("the formats are json, gradescope"));
        check("csv=", Err("lacks a file"));
        check("=a.csv", Err("no format ``"));
    }

    #[test]
    fn clap_and_we_use_the_same_names() {
        for format in ReportFormat::value_variants() {
            let clap = format.to_possible_value().unwrap();
            assert_eq!(clap.get_name(), format.name());
        }
    }
}
