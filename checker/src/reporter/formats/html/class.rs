//! What the page of a class begins with: who has what, which exercise stops whom by which mistake,
//! and how the points are spread.

use super::gradebook::gradebook;
use crate::reporter::json::{ExerciseReport, Report, Status};
use crate::reporter::markup::Escaped;
use report::Count;
use std::collections::BTreeMap;

const SCRIPT: &str = include_str!("class.js");
/// Bars of the distribution, each as wide as the others.
const BINS: usize = 10;

/// Everything about the class as a whole. Where there are no sections below, names lead nowhere.
pub(super) fn class(title: &str, reports: &[Report], has_sections: bool) -> String {
    let note = match has_sections {
        true => String::new(),
        false => "<p class=\"note\">The details are left out, as there are so many submissions: \
                  <code>grade --feedback DIR</code> writes a page for each.</p>\n"
            .to_owned(),
    };
    format!(
        "<h1>{title}</h1>\n<p class=\"note\">{}</p>\n{note}{}{}{}",
        Count(reports.len(), "submission"),
        spread(reports),
        mistakes(reports),
        gradebook(reports, has_sections),
    )
}

/// Sorts and filters.
pub(super) fn script(nonce: &str) -> String {
    format!("<script nonce=\"{nonce}\">\n{SCRIPT}</script>\n")
}

/// How many have which share of the points.
fn spread(reports: &[Report]) -> String {
    let scored = reports.iter().filter(|one| one.no_score().is_none());
    let shares: Vec<f64> = scored
        .map(Report::score)
        .filter(|(_, most)| *most > 0.0)
        .map(|(earned, most)| (earned / most).clamp(0.0, 1.0))
        .collect();
    let mut bins = [0_usize; BINS];
    for share in &shares {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share is between 0 and 1"
        )]
        let bin = ((share * BINS as f64) as usize).min(BINS - 1);
        bins[bin] += 1;
    }
    let most = bins.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let rows = bins.iter().enumerate().map(|(bin, count)| {
        let (from, to) = (bin * 100 / BINS, (bin + 1) * 100 / BINS);
        let width = count * 100 / most;
        format!(
            "<tr><th scope=\"row\">{from} to {to} %</th><td class=\"number\">{count}</td>\
             <td class=\"bar\"><i style=\"width:{width}%\"></i></td></tr>\n"
        )
    });
    format!(
        "<h2>How the points are spread</h2>\n<table class=\"spread\">\n<thead><tr><th scope=\"col\">Points</th>\
         <th scope=\"col\" class=\"number\">Submissions</th><td></td></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        rows.collect::<String>()
    )
}

/// Which exercise stops whom, by which mistake: those that most fail come first.
fn mistakes(reports: &[Report]) -> String {
    let mut exercises: BTreeMap<&str, (usize, BTreeMap<&'static str, usize>)> = BTreeMap::new();
    let all = reports.iter().flat_map(|report| &report.exercises);
    for exercise in all.filter(|one| is_stopped(one)) {
        let (count, kinds) = exercises.entry(&exercise.id).or_default();
        *count += 1;
        *kinds.entry(exercise.title()).or_default() += 1;
    }
    if exercises.is_empty() {
        return String::new();
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, count) in exercises.values().flat_map(|(_, kinds)| kinds) {
        *kinds.entry(kind).or_default() += count;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut exercises: Vec<_> = exercises.into_iter().collect();
    exercises.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));

    let head = kinds
        .iter()
        .map(|(kind, _)| format!("<th scope=\"col\" class=\"number\">{kind}</th>"));
    let head: String = head.collect();
    let rows = exercises.iter().map(|(id, (count, mine))| {
        let of = of(reports.len());
        let cells = kinds.iter().map(|(kind, _)| heat(mine.get(kind).copied(), reports.len()));
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"number\" data-value=\"{count}\">{count}{of}</td>{}</tr>\n",
            Escaped(id),
            cells.collect::<String>()
        )
    });
    format!(
        "<h2>Which exercise stops whom, by which mistake</h2>\n<div class=\"wide\" role=\"region\" \
         tabindex=\"0\" aria-label=\"Mistakes by exercise\">\
         <table class=\"heat\">\n<caption class=\"unseen\">How many submissions did not pass an exercise, by \
         what was wrong; the buttons in the first row sort the exercises</caption>\n\
         <thead><tr><th scope=\"col\">Exercise</th><th scope=\"col\" class=\"number\">all</th>{head}</tr></thead>\n\
         <tbody>\n{}</tbody>\n</table></div>\n",
        rows.collect::<String>()
    )
}

/// Whether it was handed in, judged, and did not pass.
fn is_stopped(exercise: &ExerciseReport) -> bool {
    match exercise.status {
        Status::Pass | Status::Skipped | Status::NotSubmitted | Status::Infra => false,
        Status::Fail
        | Status::Timeout
        | Status::Crash
        | Status::BuildError
        | Status::Flaky
        | Status::Forbidden
        | Status::Missing => true,
    }
}

/// The more of the class, the deeper the colour; the number says it too. No colour is so
/// deep that the number is hard to read.
fn heat(count: Option<usize>, class: usize) -> String {
    match count {
        None => "<td class=\"number\" data-value=\"0\"><span class=\"unseen\">none</span></td>"
            .to_owned(),
        Some(count) => {
            let share = (8 + 37 * count / class.max(1)).min(45);
            format!(
                "<td class=\"number\" data-value=\"{count}\" style=\"background:color-mix(in srgb, \
                 var(--bad) {share}%, transparent)\">{count}{}</td>",
                of(class)
            )
        }
    }
}

/// What a number in the map counts, for who hears it.
fn of(class: usize) -> String {
    let class = Count(class, "submission");
    format!("<span class=\"unseen\"> of {class}</span>")
}
