//! A page of its own: nothing from elsewhere, made for screens in light and in dark and for
//! paper. That of one report has no scripts; that of a class has one, which sorts and filters.

mod class;
mod exercise;
mod gradebook;
mod speed_up;

use super::changes;
use super::number::{points, worth};
use super::words::one_line;
use crate::reporter::json::{ExerciseReport, Layers, Report, Status, Submission, View};
use crate::reporter::markup::Escaped;
use crate::reporter::picture;
use report::Count;

/// Nothing is loaded and nothing is sent, whatever an answer smuggled in.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";
/// With the details of more submissions, a browser has more than it can show.
const MOST_SECTIONS: usize = 300;
const STYLE: &str = include_str!("page.css");

/// Reports as one page. `nonce` is a word that nobody can guess: only the page's own script has it.
pub(super) fn html(reports: &[Report], nonce: &str) -> String {
    let title = reports.first().map(|report| match reports {
        [one] => title(one),
        _ => report.course.title.clone(),
    });
    let title = Escaped(&title.unwrap_or_default()).to_string();
    let (class, script, policy) = match reports {
        [] | [_] => (String::new(), String::new(), POLICY.to_owned()),
        reports => (
            class::class(&title, reports, has_sections(reports)),
            class::script(nonce),
            format!("{POLICY}; script-src 'nonce-{nonce}'"),
        ),
    };
    let sections = match has_sections(reports) {
        true => reports.iter().enumerate(),
        false => [].iter().enumerate(),
    };
    let sections: String = sections.map(|(n, report)| section(report, n + 1)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{}{STYLE}{}</style>\n</head>\n<body>\n<main>\n\
         {class}{sections}</main>\n{script}</body>\n</html>\n",
        picture::COLORS,
        picture::STYLE
    )
}

fn has_sections(reports: &[Report]) -> bool {
    reports.len() <= MOST_SECTIONS
}

fn title(report: &Report) -> String {
    match &report.submission {
        Some(submission) => format!("{}: {}", report.course.title, whose(submission)),
        None => report.course.title.clone(),
    }
}

fn whose(submission: &Submission) -> String {
    one_line(submission.name.as_ref().unwrap_or(&submission.id))
}

/// A small square for each exercise, with a ring where its points are not those of the
/// verdict.
fn strip(report: &Report) -> String {
    let squares = report.exercises.iter().map(|exercise| {
        let (ring, mark) = match changes::mark(exercise) {
            none if none.is_empty() => ("", none),
            mark => (" ring", format!(", {mark}")),
        };
        format!(
            "<i class=\"square {}{ring}\" title=\"{}: {}{}\"></i>",
            tone(exercise.status),
            Escaped(&one_line(&exercise.id)),
            exercise.title(),
            Escaped(&mark),
        )
    });
    format!(
        "<span class=\"strip\" role=\"img\" aria-label=\"{}\">{}</span>",
        Escaped(&spoken(report)),
        squares.collect::<String>()
    )
}

/// The squares in words: names for what somebody has to look at, else numbers.
fn spoken(report: &Report) -> String {
    let of = |tones: &[&str]| {
        let exercises = report.exercises.iter();
        let some = exercises.filter(|one| tones.contains(&tone(one.status)));
        some.collect::<Vec<_>>()
    };
    let named = |words: &str, some: &[&ExerciseReport]| {
        let names = some
            .iter()
            .map(|one| format!("{} ({})", one_line(&one.id), one.title()));
        let names: Vec<_> = names.collect();
        (!names.is_empty()).then(|| format!("{words}: {}", names.join(", ")))
    };
    let nothing = of(&["none"]).len();
    let changed = report.exercises.iter().filter(|one| one.is_changed());
    let changed: Vec<_> = changed
        .map(|one| format!("{} ({})", one_line(&one.id), changes::mark(one)))
        .collect();
    let parts = [
        Some(format!("{} passed", of(&["good"]).len())),
        named("not passed", &of(&["bad"])),
        named("undecided", &of(&["odd"])),
        (nothing > 0).then(|| format!("{nothing} not handed in")),
        (!changed.is_empty()).then(|| format!("other points: {}", changed.join(", "))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn section(report: &Report, number: usize) -> String {
    let rows = report.exercises.iter().enumerate();
    let rows: String = rows
        .map(|(n, exercise)| row(exercise, number, n + 1))
        .collect();
    let parts = report.exercises.iter().enumerate();
    let parts: String = parts
        .map(|(n, exercise)| exercise::article(exercise, &anchor(number, n + 1)))
        .collect();
    let trouble = report.no_score().map_or_else(String::new, |trouble| {
        format!("<p class=\"trouble\">{}</p>\n", Escaped(&trouble))
    });
    format!(
        "<section id=\"r{number}\">\n<header>\n<div>\n<h1>{}</h1>\n{}</div>\n\
         <p class=\"score\">{}<br>{} of {} passed</p>\n</header>\n{trouble}\
         <p>{}</p>\n<table>\n<thead><tr><th scope=\"col\">Exercise</th>\
         <th scope=\"col\">Result</th><th scope=\"col\" class=\"number\">Points</th>\
         <th scope=\"col\" class=\"where\">Place</th></tr></thead>\n<tbody>\n{rows}</tbody>\n\
         </table>\n{parts}{}</section>\n",
        Escaped(&title(report)),
        facts(report),
        match report.no_score() {
            Some(_) => "<b>no score</b>".to_owned(),
            None => format!("<b>{}</b> points", score(report)),
        },
        passes(report),
        Count(report.exercises.len(), "exercise"),
        strip(report),
        foot(report),
    )
}

fn anchor(report: usize, exercise: usize) -> String {
    format!("r{report}e{exercise}")
}

fn passes(report: &Report) -> usize {
    let exercises = report.exercises.iter();
    exercises.filter(|one| one.status == Status::Pass).count()
}

fn score(report: &Report) -> String {
    let (earned, max) = report.score();
    match report.no_score() {
        Some(_) => "no score".to_owned(),
        None => format!("{} / {}", points(earned), points(max)),
    }
}

/// Who, when, and on which machine.
fn facts(report: &Report) -> String {
    let mut facts = Vec::new();
    if let Some(submission) = &report.submission {
        facts.push(submission.id.clone());
        facts.extend(submission.email.clone());
        let handed_in = submission.submitted_at.as_ref();
        facts.extend(handed_in.map(|at| format!("handed in {at}")));
        facts.extend(submission.due.as_ref().map(|due| format!("due {due}")));
        let extension = submission.extension.as_ref();
        facts.extend(extension.map(|extension| format!("extension {extension}")));
    }
    facts.push(format!("judged {}", report.finished_at));
    let rustc = report.env.rustc.as_ref();
    facts.extend(rustc.map(|rustc| format!("Rust {rustc}")));
    facts.push(format!("{} {}", report.env.os, report.env.arch));
    let facts = facts
        .iter()
        .map(|fact| format!("<li>{}</li>", Escaped(fact)));
    format!("<ul class=\"facts\">{}</ul>\n", facts.collect::<String>())
}

fn row(exercise: &ExerciseReport, report: usize, number: usize) -> String {
    let place = exercise.located().and_then(|found| found.location.as_ref());
    let place = place.map(|place| {
        let place = super::details::place(place);
        format!("<code>{}</code>", Escaped(&place))
    });
    let id = Escaped(&one_line(&exercise.id)).to_string();
    let name = match exercise::has_article(exercise) {
        true => format!("<a href=\"#{}\">{id}</a>", anchor(report, number)),
        false => id,
    };
    format!(
        "<tr><td>{name}</td><td>{}</td><td class=\"number\">{}{}</td>\
         <td class=\"where\">{}</td></tr>\n",
        badge(exercise),
        worth(exercise),
        mark(exercise),
        place.unwrap_or_default(),
    )
}

/// That the points are not those of the verdict, and why, below them.
fn mark(exercise: &ExerciseReport) -> String {
    let set = exercise.overridden.as_ref().map(|set| {
        let reason = one_line(&set.reason);
        format!("set, judged {}: {reason}", points(set.judged_points))
    });
    let late = exercise.late.as_ref().map(|late| {
        let days = usize::try_from(late.days).unwrap_or(usize::MAX);
        let days = Count(days, "day");
        match late.taken > 0.0 {
            true => format!("{days} late, {} taken", points(late.taken)),
            false => "late, nothing taken".to_owned(),
        }
    });
    let marks = set.into_iter().chain(late);
    let marks = marks.map(|mark| format!("<span class=\"note why\">{}</span>", Escaped(&mark)));
    marks.collect()
}

pub(super) fn badge(exercise: &ExerciseReport) -> String {
    let tone = tone(exercise.status);
    let words = super::details::headline(exercise);
    format!("<span class=\"badge {tone}\">{}</span>", Escaped(&words))
}

/// What the colour of a status says.
pub(super) fn tone(status: Status) -> &'static str {
    match status {
        Status::Pass => "good",
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Forbidden
        | Status::Missing => "bad",
        Status::Flaky | Status::Infra => "odd",
        Status::Skipped | Status::NotSubmitted => "none",
    }
}

fn foot(report: &Report) -> String {
    let mut lines = Vec::new();
    if report.view == View::Student {
        lines.push("What hidden tests saw is not shown.".to_owned());
    }
    if let Some(layers) = &report.layers {
        lines.push(trust(layers));
        lines.extend(layers.notes.iter().cloned());
    }
    lines.push(format!("{} {}", report.tool.name, report.tool.version));
    let lines = lines
        .iter()
        .map(|line| format!("<li>{}</li>", Escaped(line)));
    let lines = lines.collect::<String>();
    format!("<footer><ul class=\"facts\">{lines}</ul></footer>\n")
}

fn trust(layers: &Layers) -> String {
    let containment = format!("{:?}", layers.containment).to_lowercase();
    format!(
        "integrity {:?}, containment {containment}",
        layers.integrity
    )
}
