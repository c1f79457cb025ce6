//! `workbook report`: reports in other formats, without judging again.

use super::context::Context;
use super::export::{export, viewed};
use crate::cli::ReportArgs;
use crate::exit::{self, Failure};
use crate::grade::{About, Secret};
use crate::reporter::json::Report;
use anyhow::{Context as _, bail};
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

/// What this program can read.
const SCHEMA: &str = "workbook/report/v1";

pub(super) fn execute(args: &ReportArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let secret = Secret::existing();
    let mut reports = Vec::new();
    for file in &args.files {
        let (report, text) = read(file)?;
        let is_ours = |secret: &Secret| secret.is_ours(About::Report, text.as_bytes());
        let name = file.display();
        match secret.as_ref().is_some_and(is_ours) {
            true => {}
            false if args.verify => bail!(Failure::Usage(format!(
                "`{name}` was not written by `workbook grade` with the key of this user, or was \
                 changed since; another key is named by WORKBOOK_GRADING_KEY"
            ))),
            false if report.mac.is_some() && secret.is_some() => context.notice(&format!(
                "warning: `{name}` was written with another key, or changed since it was written"
            )),
            false => {}
        }
        reports.push(report);
    }
    export(&args.export, &viewed(reports, &args.export), context)?;
    Ok(exit::OK)
}

/// The report in `file`, and its text.
///
/// # Errors
///
/// When it cannot be read, or is none.
fn read(file: &Path) -> anyhow::Result<(Report, String)> {
    let name = file.display();
    let text = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    let text = text.with_context(|| format!("failed to read the report `{name}`"))?;
    let report = parse(&text).map_err(|why| {
        let advice = "give the files that `--format json` wrote";
        Failure::Usage(format!(
            "`{name}` is no report that can be read: {why}; {advice}"
        ))
    })?;
    Ok((report, text))
}

fn parse(text: &str) -> Result<Report, String> {
    // A report of a later version may be anything, so its name comes first.
    let value: serde_json::Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    match value.get("schema").and_then(|schema| schema.as_str()) {
        Some(SCHEMA) => serde_json::from_value(value).map_err(|e| e.to_string()),
        Some(other) => Err(format!("its schema is `{other}` and not `{SCHEMA}`")),
        None => Err(format!("it does not say that its schema is `{SCHEMA}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let why = parse(text).unwrap_err();
        assert!(why.contains(want), "{why}");
    }

    #[test]
    fn what_is_no_report_is_told_why() {
        check("", "EOF");
        check("[]", "does not say");
        check(
            r#"{"schema": "workbook/report/v9"}"#,
            "`workbook/report/v9` and not",
        );
        check(r#"{"schema": "workbook/report/v1"}"#, "missing field");
    }
}
