//! The end of grading: the table, and what the exit code says.

use crate::command::context::Context;
use crate::course::Course;
use crate::exit;
use crate::grade::Summary;
use crate::reporter::Count;

/// Show what it came to; the exit code.
pub(super) fn finish(
    summary: &Summary,
    course: &Course,
    line: Option<f64>,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    context.write(&summary.table(course))?;
    if let Some(code) = trouble(summary, context) {
        return Ok(code);
    }
    if let Some(line) = line.filter(|_| summary.under > 0) {
        let under = Count(summary.under, "submission");
        context.notice(&format!("{under} below {line} % of the points"));
        return Ok(exit::NOT_PASSED);
    }
    Ok(exit::OK)
}

/// Say that something could not be judged; the exit code then.
pub(super) fn trouble(summary: &Summary, context: &mut Context<'_>) -> Option<u8> {
    let first = summary.trouble.as_ref()?;
    context.notice(&format!(
        "error: some answers could not be judged, which says nothing about them, and they are \
         left out of the points; the first: {first}. Put that right and go on with --resume"
    ));
    Some(exit::ENVIRONMENT)
}
