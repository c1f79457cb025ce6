//! Reports to where `--format` says: for every command that writes some.

use super::context::Context;
use crate::cli::{Export, ExportArgs, ReportFormat};
use crate::exit::Failure;
use crate::files::{explain, write_whole};
use crate::reporter::{
    formats::{self, Options},
    json::Report,
};
use anyhow::Context as _;
use std::env;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// The reports as they are to be seen.
pub(crate) fn viewed(reports: Vec<Report>, args: &ExportArgs) -> Vec<Report> {
    match args.student_view {
        true => reports.iter().map(formats::student_view).collect(),
        false => reports,
    }
}

/// Write `reports` in every format that was asked for; as text if none was.
///
/// # Errors
///
/// When two formats want standard output, when a format does not hold so many
/// reports, or when a file cannot be written.
pub(crate) fn export(
    args: &ExportArgs,
    reports: &[Report],
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    let text = [Export {
        format: ReportFormat::Text,
        file: None,
    }];
    let wanted = match args.formats.as_slice() {
        [] => &text,
        formats => formats,
    };
    check(wanted, reports)?;
    let options = options(context)?;
    for export in wanted {
        let text = formats::render_all(export.format, reports, &options)?;
        match &export.file {
            Some(file) => write_whole(file, text.as_bytes())?,
            None => {
                let text = formats::for_a_log(export.format, &text);
                context.out.write_as_it_is(text.as_bytes())?;
            }
        }
        if export.format == ReportFormat::Github {
            summarize(reports, &options)?;
        }
    }
    Ok(())
}

/// What can be said before anything is written.
fn check(wanted: &[Export], reports: &[Report]) -> anyhow::Result<()> {
    let printed = wanted.iter().filter(|export| export.file.is_none());
    let printed: Vec<_> = printed.map(|export| export.format.name()).collect();
    if let [first, second, ..] = printed.as_slice() {
        return Err(Failure::Usage(format!(
            "`{first}` and `{second}` cannot both go to standard output; give all but one a file: \
             --format {second}=FILE"
        ))
        .into());
    }
    let full = wanted.iter().find(|export| !export.format.holds_many());
    if let (Some(export), true) = (full, reports.len() != 1) {
        return Err(Failure::Usage(format!(
            "the format `{}` holds one report, and there are {}; write them one by one, or use \
             csv, canvas, moodle, blackboard, markdown, html, junit or text",
            export.format.name(),
            reports.len()
        ))
        .into());
    }
    Ok(())
}

/// What formats need to know of this process.
pub(crate) fn options(context: &Context<'_>) -> anyhow::Result<Options> {
    let variables = env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        Some((name, value.into_string().ok()?))
    });
    Ok(Options {
        environment: variables.collect(),
        token: token()?,
        folder: env::current_dir().context("failed to find out the current folder")?,
        look: context.look,
    })
}

/// A word that nobody can guess.
///
/// # Errors
///
/// When the system has no random bytes.
pub(super) fn token() -> anyhow::Result<String> {
    let mut token = [0_u8; 16];
    getrandom::fill(&mut token)
        .map_err(|error| anyhow::anyhow!("failed to draw a random token: {error}"))?;
    Ok(token.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Add to the summary of the workflow's step, where there is one.
fn summarize(reports: &[Report], options: &Options) -> anyhow::Result<()> {
    let (Some(path), [report]) = (options.environment.get("GITHUB_STEP_SUMMARY"), reports) else {
        return Ok(());
    };
    if path.is_empty() {
        return Ok(());
    }
    let path = Path::new(path);
    let file = OpenOptions::new().append(true).create(true).open(path);
    let written = file.and_then(|mut file| {
        let text = formats::github_summary(report);
        file.write_all(text.as_bytes())
    });
    written.map_err(|error| explain("write", path, &error))
}
