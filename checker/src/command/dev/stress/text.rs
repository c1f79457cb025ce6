//! What came of all runs, for people.

use super::run::Report;
use super::tables;
use super::tally::FalseVerdict;
use crate::cli::Setting;
use crate::command::dev::selection::shown;
use crate::command::dev::trial::{Expect, Unexpected};
use crate::course::Course;
use crate::reporter::{Count, Ink, Look, Page, plain, quoted};

/// So many answers that only a deadline ended are named.
const LATE: usize = 10;

/// The whole report.
pub(super) fn report(report: &Report<'_>, course: &Course, look: &Look) -> String {
    let mut page = Page::new(look);
    for setting in &report.plan.settings {
        page.line(&summary(report, *setting, look));
    }
    for skipped in &report.skipped {
        page.line(&format!("{:<9}  skipped: {}", skipped.0.name(), skipped.1));
    }
    for one in report.tally.false_verdicts() {
        false_verdict(one, report, course, &mut page);
    }
    tables::show(&report.rows, report.cut, course, &mut page);
    late(report, course, &mut page);
    page.gap();
    page.line(&format!("The seed was {}.", report.plan.seed));
    page.into_text()
}

/// `one core   417 answers x 20 rounds: 0 false verdicts`
fn summary(report: &Report<'_>, setting: Setting, look: &Look) -> String {
    let counts = report.tally.counts(setting);
    let rounds = report.plan.rounds;
    let all = report.answers * rounds;
    let what = match counts.runs == all {
        true => {
            let (answers, rounds) = (Count(report.answers, "answer"), Count(rounds, "round"));
            format!("{answers} x {rounds}")
        }
        false => format!("{} of {}", counts.runs, Count(all, "run")),
    };
    let wrong = Count(counts.false_verdicts, "false verdict").to_string();
    let ink = match (counts.false_verdicts, counts.runs) {
        (0, 0) => Ink::Plain,
        (0, _) => Ink::Pass,
        (_, _) => Ink::Fail,
    };
    let beside = match (setting, report.plan.busy) {
        (Setting::Loaded, 1) => ", beside 1 busy process".to_owned(),
        (Setting::Loaded, busy) => format!(", beside {busy} busy processes"),
        (Setting::OneCore | Setting::AllCores, _) => String::new(),
    };
    let wrong = look.paint(ink, &wrong);
    format!("{:<9}  {what}: {wrong}{beside}", setting.name())
}

fn false_verdict(one: &FalseVerdict, report: &Report<'_>, course: &Course, page: &mut Page) {
    let name = &course.exercises[one.exercise].name;
    let word = page.look.paint(Ink::Fail, "FALSE");
    let name = page.look.paint(Ink::Strong, name.as_str());
    page.gap();
    page.line(&format!("{word}  {name}  {}", shown(course, &one.file)));
    let mut say = |label: &str, ink, text: &str| {
        page.labelled(2, &format!("{label:<9}"), Ink::Faint, ink, text);
    };
    say("came", Ink::Strong, &came(one));
    say("expected", Ink::Plain, &expected(one.expect));
    say("when", Ink::Plain, &when(one, report.plan.rounds));
    if let Some(test) = &one.test {
        say("test", Ink::Plain, test);
    }
    if let Some(finding) = &one.finding {
        say("seen", Ink::Plain, &plain(&finding.observed));
        if let Some(promised) = &finding.promised {
            say("promised", Ink::Plain, &plain(&quoted(Some(promised))));
        }
        say("means", Ink::Plain, &plain(&finding.meaning));
        say("look at", Ink::Plain, &plain(&finding.look_at));
    }
    // In one piece, to be copied.
    let command = page.look.paint(Ink::Code, &repeat(one, report, course));
    let label = page.look.paint(Ink::Faint, "repeat   ");
    page.line(&format!("  {label}{command}"));
}

fn came(one: &FalseVerdict) -> String {
    let kind = one.came.map(|kind| format!("`{kind}`")).unwrap_or_default();
    match one.what {
        Unexpected::WrongPassed(_) | Unexpected::PassesAsShipped => "a wrong answer passed".into(),
        Unexpected::RightRefused => format!("a right answer was refused: {kind}"),
        Unexpected::OtherReason(_) => format!("refused for another reason: {kind}"),
    }
}

/// What was to come.
pub(super) fn expected(expect: Expect) -> String {
    match expect {
        Expect::CleanPass | Expect::Pass => "a pass".to_owned(),
        Expect::AnyRefusal => "a refusal".to_owned(),
        Expect::Refusal(kind) => format!("`{kind}`"),
    }
}

fn when(one: &FalseVerdict, rounds: usize) -> String {
    let named = one.rounds.iter();
    let named: Vec<_> = named
        .map(|(round, seed)| format!("{round} (seed {seed})"))
        .collect();
    let more = match one.times > named.len() {
        true => ", …",
        false => "",
    };
    let setting = one.setting.name();
    format!(
        "{setting}, {} of {}: {}{more}",
        one.times,
        Count(rounds, "round"),
        named.join(", ")
    )
}

/// The command that does it again, in the course's folder.
pub(super) fn repeat(one: &FalseVerdict, report: &Report<'_>, course: &Course) -> String {
    let file = shown(course, &one.file);
    let setting = one.setting.id();
    let seed = one.rounds.first().map_or(report.plan.seed, |first| first.1);
    let load = match one.setting {
        Setting::Loaded => format!(" --load {}", report.plan.busy),
        Setting::OneCore | Setting::AllCores => String::new(),
    };
    format!("workbook dev stress {file} --setting {setting}{load} --seed {seed}")
}

/// A remark, not a mistake: a finding of its own says more than a deadline.
fn late(report: &Report<'_>, course: &Course, page: &mut Page) {
    let late = report.tally.late();
    let count = late.len();
    if count == 0 {
        return;
    }
    page.gap();
    let title = "Wrong answers that only the deadline ended; a finding of their own says more";
    page.line(&page.look.paint(Ink::Strong, title));
    for (one, times) in late.take(LATE) {
        let name = &course.exercises[one.exercise].name;
        let file = one.file.file_name().unwrap_or_default().display();
        let row = format!("  {times:>5} x  {name}/{file}: {}", one.test);
        page.line(&report.cut.fit(&row, &page.look));
    }
    if count > LATE {
        page.line(&format!("         and {} more", count - LATE));
    }
}

#[cfg(test)]
mod tests;
