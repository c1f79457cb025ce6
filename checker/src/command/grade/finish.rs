//! The end of grading: the table, and what the exit code says.

use super::class::Class;
use crate::cli::{Export, ExportArgs};
use crate::command::{
    context::Context,
    export::{export, viewed},
};
use crate::exit;
use crate::grade::{Folder, REPORT, Summary, folder_of};
use crate::reporter::{Count, json::Report};
use anyhow::Context as _;

/// Show what it came to, as `text` says it; the exit code. `ids` are those of the
/// submissions.
pub(super) fn finish(
    text: &str,
    summary: &Summary,
    class: &Class,
    out: &Folder,
    ids: &[String],
    line: Option<f64>,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    let printed: Vec<Export> = to_standard_output(class).collect();
    match ids {
        // What another program reads there is not mixed with words of ours.
        [id] if !printed.is_empty() => {
            context.notice(text.trim_end());
            print(class, out, id, printed, context)?;
        }
        _ => context.write(text)?,
    }
    warn_of_unclear(summary, context);
    if let Some(code) = trouble(summary, "--resume", context) {
        return Ok(code);
    }
    if let Some(line) = line.filter(|_| summary.under > 0) {
        let under = Count(summary.under, "submission");
        context.notice(&format!("{under} below {line} % of the points"));
        return Ok(exit::NOT_PASSED);
    }
    Ok(exit::OK)
}

/// Nobody gets no points without a word: say what was there and not taken.
pub(super) fn warn_of_unclear(summary: &Summary, context: &mut Context<'_>) {
    for text in &summary.unclear {
        context.notice(&format!("warning: {text}"));
    }
    if summary.more_unclear > 0 {
        let more = Count(summary.more_unclear, "warning");
        context.notice(&format!(
            "{more} more like these; column `not_submitted` of the gradebook and the reports \
             have them all"
        ));
    }
}

fn to_standard_output(class: &Class) -> impl Iterator<Item = Export> {
    let exports = class.outputs.exports.iter();
    exports.filter(|export| export.file.is_none()).cloned()
}

/// Write the one report there is to standard output.
fn print(
    class: &Class,
    out: &Folder,
    id: &str,
    formats: Vec<Export>,
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    let file = folder_of(id).join(REPORT);
    let path = out.path(&file);
    let text = out.read(&file);
    let text = text.with_context(|| format!("failed to read `{}`", path.display()))?;
    let report: Report = serde_json::from_slice(&text)
        .with_context(|| format!("failed to understand `{}`", path.display()))?;
    let args = ExportArgs {
        formats,
        student_view: class.outputs.student_view,
    };
    export(&args, &viewed(vec![report], &args), context)
}

/// Say that something could not be judged, and that `way` goes on; the exit code then.
pub(super) fn trouble(summary: &Summary, way: &str, context: &mut Context<'_>) -> Option<u8> {
    let first = summary.trouble.as_ref()?;
    context.notice(&format!(
        "error: some answers could not be judged, which says nothing about them, and they are \
         left out of the points; the first: {first}. Put that right and go on with {way}"
    ));
    Some(exit::ENVIRONMENT)
}
