//! What the page says about one exercise.

use super::speed_up::speed_up;
use super::{badge, tone};
use crate::reporter::formats::changes;
use crate::reporter::formats::details;
use crate::reporter::formats::number::points;
use crate::reporter::formats::words::{clip, one_line, sentence};
use crate::reporter::json::{ExerciseReport, FindingReport, Status, TestReport};
use crate::reporter::markup::Escaped;
use crate::reporter::picture;
use crate::reporter::quote::quoted;
use crate::timeline::MOST_ROWS;

/// Of a block of text.
const MOST_CHARACTERS: usize = 20_000;

/// Whether there is more to show than the row of the table does.
pub(super) fn has_article(exercise: &ExerciseReport) -> bool {
    exercise.speaks()
}

/// The exercise, opened where it did not pass.
pub(super) fn article(exercise: &ExerciseReport, anchor: &str) -> String {
    if !has_article(exercise) {
        return String::new();
    }
    let open = match exercise.status == Status::Pass && !exercise.is_changed() {
        true => "",
        false => " open",
    };
    let path = exercise.files.first().map(|file| file.path.as_str());
    let error = exercise.error.as_ref();
    let error = error.map(|error| format!("<p class=\"trouble\">{}</p>\n", Escaped(error)));
    let changed = changes::lines(exercise);
    let changed = changed
        .iter()
        .map(|line| format!("<p class=\"changed\">{}</p>\n", Escaped(line)));
    let findings = exercise.findings.iter().take(details::MOST_FINDINGS);
    let diagnostics = details::diagnostics(exercise).map(|one| block(&details::diagnostic(one)));
    let measured = details::measured(&exercise.tests).map(|one| speed_up(&one));
    let own = match tests(&exercise.own_tests) {
        none if none.is_empty() => none,
        some => format!("<p class=\"note\">tests in the file</p>\n{some}"),
    };
    let flags = exercise.flags.iter().map(|flag| {
        let place = flag.location.as_ref().map(details::place);
        let place = place.map(|place| format!(" <code>{}</code>", Escaped(&place)));
        let what = Escaped(&one_line(&flag.what)).to_string();
        format!(
            "<p class=\"note\">worth a look: {what}{}</p>\n",
            place.unwrap_or_default()
        )
    });
    format!(
        "<details id=\"{anchor}\" class=\"exercise {}\"{open}>\n<summary><h2>{}</h2> {} \
         <span class=\"path\">{}</span></summary>\n{}{}{}{}{}{}{}{}</details>\n",
        tone(exercise.status),
        Escaped(&one_line(&exercise.id)),
        badge(exercise),
        Escaped(&one_line(path.unwrap_or_default())),
        changed.collect::<String>(),
        error.unwrap_or_default(),
        findings.map(finding).collect::<String>(),
        diagnostics.collect::<String>(),
        tests(&exercise.tests) + &own,
        details::telling(exercise).map(beside).unwrap_or_default(),
        measured.collect::<String>(),
        flags.collect::<String>(),
    )
}

fn finding(finding: &FindingReport) -> String {
    let place = finding.location.as_ref().map(details::place);
    let promised = quoted(finding.promised.as_deref());
    let parts = [
        ("seen", "seen", finding.observed.as_str()),
        ("promised", "", promised.as_str()),
        ("means", "", finding.meaning.as_str()),
        ("look at", "", finding.look_at.as_str()),
        ("place", "place", place.as_deref().unwrap_or_default()),
    ];
    let parts = parts.iter().filter(|(_, _, text)| !text.trim().is_empty());
    let parts = parts.map(|(label, class, text)| {
        let text = clip(text.trim(), MOST_CHARACTERS);
        format!(
            "<dt>{label}</dt><dd class=\"{class}\">{}</dd>\n",
            Escaped(&text)
        )
    });
    format!("<dl>\n{}</dl>\n", parts.collect::<String>())
}

fn tests(tests: &[TestReport]) -> String {
    if tests.is_empty() {
        return String::new();
    }
    let rows = tests.iter().map(|test| {
        let why = match details::failed(test) {
            true => format!(" <em>{}</em>", Escaped(&details::test_headline(test))),
            false => String::new(),
        };
        let worth = match test.max_points > 0.0 {
            true => format!(
                " <span class=\"worth\">{} / {}</span>",
                points(test.points),
                points(test.max_points)
            ),
            false => String::new(),
        };
        format!(
            "<li class=\"{}\">{}{why}{worth}</li>\n",
            tone(test.status),
            Escaped(&sentence(&test.name))
        )
    });
    format!("<ul class=\"tests\">\n{}</ul>\n", rows.collect::<String>())
}

/// The picture, the notes and the output of one test.
fn beside(test: &TestReport) -> String {
    let picture = test
        .timeline
        .as_ref()
        .map(|timeline| picture::figure(&details::spans(timeline), MOST_ROWS));
    let picture = picture.unwrap_or_default();
    let notes = test.notes.iter();
    let notes = notes.map(|note| format!("<p class=\"note\">{}</p>\n", Escaped(note)));
    let output = details::output(test, MOST_CHARACTERS).map(|output| {
        let block = block(&output);
        format!("<p class=\"note\">the program printed:</p>\n{block}")
    });
    let notes = notes.collect::<String>();
    format!("{picture}{notes}{}", output.unwrap_or_default())
}

fn block(text: &str) -> String {
    format!("<pre>{}</pre>\n", Escaped(&clip(text, MOST_CHARACTERS)))
}
