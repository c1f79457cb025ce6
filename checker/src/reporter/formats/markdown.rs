//! Markdown, for comments and for the summary of a workflow.

use super::changes;
use super::details;
use super::number::{points, worth};
use super::words::{clean, clip, one_line, sentence};
use crate::reporter::json::{ExerciseReport, Report, Status};
use crate::reporter::quote::quoted;
use report::Count;
use std::fmt::Write as _;

/// Of a block of code.
const MOST_CHARACTERS: usize = 8_000;

/// Reports with their tables and what did not pass.
pub(super) fn markdown(reports: &[Report]) -> String {
    let mut text = overview(reports);
    for report in reports {
        let telling = report
            .exercises
            .iter()
            .filter(|one| one.is_changed() || (one.status != Status::Pass && one.speaks()));
        for exercise in telling {
            let whose = (reports.len() > 1).then(|| format!("{}: ", escape(&whose(report))));
            section(exercise, &whose.unwrap_or_default(), &mut text);
        }
    }
    text
}

/// Without what did not pass.
pub(super) fn overview(reports: &[Report]) -> String {
    let mut text = String::new();
    if reports.len() > 1 {
        class(reports, &mut text);
    }
    for report in reports {
        summary(report, &mut text);
    }
    text
}

/// One line for each submission.
fn class(reports: &[Report], text: &mut String) {
    text.push_str("| Submission | Passed | Points |\n| --- | ---: | ---: |\n");
    for report in reports {
        let (earned, max) = report.score();
        let score = match report.no_score() {
            Some(_) => "no score".to_owned(),
            None => format!("{} / {}", points(earned), points(max)),
        };
        line(
            text,
            &format!(
                "| {} | {} | {score} |",
                escape(&whose(report)),
                passed(report)
            ),
        );
    }
    text.push('\n');
}

fn summary(report: &Report, text: &mut String) {
    let title = escape(&report.course.title);
    let whose = report.submission.as_ref().map(|_| escape(&whose(report)));
    let whose = whose.map(|whose| format!(": {whose}")).unwrap_or_default();
    line(text, &format!("# {title}{whose}\n"));
    if let Some(trouble) = report.no_score() {
        line(text, &format!("**{}**\n", escape(&trouble)));
    } else {
        let (earned, max) = report.score();
        let (earned, max) = (points(earned), points(max));
        let passed = passed(report);
        line(
            text,
            &format!("**{passed} passed, {earned} of {max} points**\n"),
        );
    }
    text.push_str("| Exercise | Result | Points | Place |\n| --- | --- | ---: | --- |\n");
    for exercise in &report.exercises {
        let place = exercise.located().and_then(|found| found.location.as_ref());
        let place = place.map(|place| code(&details::place(place)));
        line(
            text,
            &format!(
                "| {} | {} {} | {} | {} |",
                escape(&exercise.id),
                mark(exercise.status),
                escape(&details::headline(exercise)),
                changed_worth(exercise),
                place.unwrap_or_default(),
            ),
        );
    }
    text.push('\n');
}

/// `8 / 10 (set, judged 0)`
fn changed_worth(exercise: &ExerciseReport) -> String {
    match changes::mark(exercise) {
        none if none.is_empty() => worth(exercise),
        mark => format!("{} ({})", worth(exercise), escape(&mark)),
    }
}

/// `14 of 41 exercises`
fn passed(report: &Report) -> String {
    let passes = report
        .exercises
        .iter()
        .filter(|one| one.status == Status::Pass);
    let total = Count(report.exercises.len(), "exercise");
    format!("{} of {total}", passes.count())
}

fn whose(report: &Report) -> String {
    let submission = report.submission.as_ref();
    let name = submission.map(|one| one.name.as_deref().unwrap_or(&one.id));
    one_line(name.unwrap_or("this report"))
}

fn mark(status: Status) -> &'static str {
    match status {
        Status::Pass => "✅",
        Status::Flaky => "⚠️",
        Status::Skipped | Status::NotSubmitted => "➖",
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Forbidden
        | Status::Missing => "❌",
        Status::Infra => "🔧",
    }
}

fn section(exercise: &ExerciseReport, whose: &str, text: &mut String) {
    let (id, title) = (escape(&exercise.id), escape(&details::headline(exercise)));
    line(text, &format!("## {whose}{id}: {title}\n"));
    for change in changes::lines(exercise) {
        line(text, &format!("**{}**\n", escape(&change)));
    }
    if exercise.status == Status::Pass {
        // Only what was changed is news.
        return;
    }
    if let Some(error) = &exercise.error {
        line(text, &format!("{}\n", escape(error)));
    }
    for finding in exercise.findings.iter().take(details::MOST_FINDINGS) {
        let promised = quoted(finding.promised.as_deref());
        let parts = [
            ("Seen", &finding.observed),
            ("Promised", &promised),
            ("Means", &finding.meaning),
            ("Look at", &finding.look_at),
        ];
        for (label, words) in parts.iter().filter(|(_, words)| !words.trim().is_empty()) {
            match clean(words).trim().contains('\n') {
                false => line(text, &format!("- **{label}:** {}", escape(words))),
                true => {
                    line(text, &format!("- **{label}:**\n"));
                    block(words, "  ", text);
                }
            }
        }
        if let Some(place) = &finding.location {
            line(
                text,
                &format!("- **Place:** {}", code(&details::place(place))),
            );
        }
        text.push('\n');
    }
    for diagnostic in details::diagnostics(exercise) {
        block(&details::diagnostic(diagnostic), "", text);
    }
    for (number, test) in exercise.all_tests().enumerate() {
        if number == exercise.tests.len() {
            line(text, "\nTests in the file:\n");
        }
        let mark = mark(test.status);
        let mut words = format!("- {mark} {}", escape(&sentence(&test.name)));
        if details::failed(test) {
            words += &format!(" ({})", escape(&details::test_headline(test)));
        }
        line(text, &words);
    }
    if exercise.all_tests().next().is_some() {
        text.push('\n');
    }
    if let Some(test) = details::telling(exercise) {
        for part in details::beside(test) {
            block(&part, "", text);
        }
    }
    for part in details::speed_ups(&exercise.tests) {
        block(&part, "", text);
    }
}

fn block(words: &str, margin: &str, text: &mut String) {
    let words = clip(clean(words).trim_end(), MOST_CHARACTERS);
    let fence = "`".repeat(longest_run(&words).max(2) + 1);
    line(text, &format!("{margin}{fence}text"));
    for words in words.lines() {
        line(text, format!("{margin}{words}").trim_end());
    }
    line(text, &format!("{margin}{fence}\n"));
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// In one line, with every character that Markdown, HTML or GitHub would take
/// for more than itself made plain; safe in a cell of a table.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in clip(&one_line(text), 2_000).chars() {
        match c {
            // No mentions, no links, no tags.
            '@' | '<' | '>' | '&' | ':' => {
                // Writing to a `String` cannot fail.
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '!' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    // Addresses are links even without their `https:`.
    let escaped = escaped.replace("www.", "www&#46;");
    match escaped.chars().next() {
        // At the start of a line, these would be a list.
        Some(c @ ('-' | '+' | '=')) => format!("\\{c}{}", &escaped[1..]),
        Some(_) | None => escaped,
    }
}

/// A piece of code in a line, safe in a cell of a table.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text).replace('|', "\\|");
    let fence = "`".repeat(longest_run(&text) + 1);
    let space = if text.contains('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str, want_code: &str) {
        assert_eq!(escape(text), want);
        assert_eq!(code(text), want_code);
    }

    #[test]
    fn what_people_write_is_never_markup() {
        check("join", "join", "`join`");
        check("a | b", "a \\| b", "`a \\| b`");
        check("a\n\n# b", "a \\# b", "`a # b`");
        check("<b>&amp;", "&#60;b&#62;&#38;amp;", "`<b>&amp;`");
        check("![x](y)", "\\!\\[x\\](y)", "`![x](y)`");
        check("@all #1", "&#64;all \\#1", "`@all #1`");
        check("https://x.y", "https&#58;//x.y", "`https://x.y`");
        check("www.x.y", "www&#46;x.y", "`www.x.y`");
        check("a ` b `` c", "a \\` b \\`\\` c", "``` a ` b `` c ```");
        check("- x", "\\- x", "`- x`");
        check("\\|", "\\\\\\|", "`\\\\|`");
    }

    #[test]
    fn code_cannot_leave_its_block() {
        let mut text = String::new();
        block("a\n````\n# b", "", &mut text);
        assert_eq!(text, "`````text\na\n````\n# b\n`````\n\n");
    }
}
