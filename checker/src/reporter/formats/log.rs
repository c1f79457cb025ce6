//! Documents for a log that a workflow reads: it looks for commands in every
//! line, also in those of a document. So these are written in another way that
//! means the same, where the format has one.

use crate::cli::ReportFormat;
use crate::reporter::inert::{is_command, no_brackets, no_commands};

/// `text`, which is in `format`, without lines that are commands. What is meant
/// to be commands stays.
#[must_use]
pub fn for_a_log(format: ReportFormat, text: &str) -> String {
    match format {
        ReportFormat::Github => text.to_owned(),
        ReportFormat::Json
        | ReportFormat::Gradescope
        | ReportFormat::Classroom50
        | ReportFormat::Exercism
        | ReportFormat::Prairielearn => json_for_a_log(text),
        ReportFormat::Junit | ReportFormat::Html => markup(text),
        ReportFormat::Csv
        | ReportFormat::Canvas
        | ReportFormat::Moodle
        | ReportFormat::Blackboard
        | ReportFormat::Markdown
        | ReportFormat::Text => no_commands(text),
    }
}

/// The same for JSON. Its strings have no line ends, so no line begins in one.
#[must_use]
pub fn json_for_a_log(text: &str) -> String {
    no_brackets(text, "\\u005b")
}

fn markup(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let start = line.len() - line.trim_start().len();
        let (blanks, rest) = line.split_at(start);
        let rest = no_brackets(rest, "&#91;");
        match rest.strip_prefix("::").filter(|_| is_command(&rest)) {
            Some(rest) => format!("{blanks}&#58;:{rest}"),
            None => format!("{blanks}{rest}"),
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_means_the_same_and_no_line_is_a_command() {
        let json = "{\"output\": \"::error::x##[group]\"}";
        let safe = for_a_log(ReportFormat::Json, json);
        assert!(!safe.contains("##["), "{safe}");
        let [one, other] =
            [json, &safe].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert_eq!(one, other);
        let xml = "<system-out>\n  ::add-mask::x ##[a]\n</system-out>";
        let want = "<system-out>\n  &#58;:add-mask::x ##&#91;a]\n</system-out>";
        assert_eq!(for_a_log(ReportFormat::Junit, xml), want);
        let own = "::notice title=x::y\n";
        assert_eq!(for_a_log(ReportFormat::Github, own), own);
        assert_eq!(for_a_log(ReportFormat::Markdown, own), format!("| {own}"));
    }
}
