//! `workbook check`: many exercises, one line each.

mod parallel;

use super::context::{Context, Tests, jobs};
use super::interrupt::Interrupt;
use super::judging::{Judgement, Repeat, content_hash, repeat};
use super::run::{code, judged, rustc_release, write_json};
use super::select;
use super::standing::exercises_of;
use crate::cli::{CheckArgs, Format, PartArgs};
use crate::course::{Course, Exercise};
use crate::exit::Failure;
use crate::progress::{Progress, Status};
use crate::reporter::{
    Count,
    json::{self, Run},
    text,
};
use anyhow::Context as _;
use indicatif::ProgressBar;
use std::time::{Instant, SystemTime};

pub(super) fn execute(args: &CheckArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let whole = context.course()?;
    let course = select::part(&whole, &args.part)?;
    let mut progress = context.progress(&whole)?;
    let selected = selected(args, &course, &progress)?;

    let (started, clock) = (SystemTime::now(), Instant::now());
    let jobs = jobs(args.jobs).min(selected.len());
    let judge = {
        let selected = selected.iter().copied();
        context.judge(&whole, Tests::OfManyExercises, selected)?
    };
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let bar = bar(selected.len(), context);
    let width = selected.iter().map(|e| e.name.as_str().len()).max();
    let mut judgements: Vec<(&Exercise, Judgement)> = Vec::new();
    let all = parallel::in_order(
        &selected,
        jobs,
        &|exercise| {
            let hash = content_hash(&course, exercise)?;
            repeat(Repeat::Times(1), hash, &mut |_| {
                judge.exercise(exercise, &interrupt.cancel, &mut |_| {})
            })
        },
        &mut |index, judgement| {
            let exercise = selected[index];
            bar.inc(1);
            let verdict = &judgement.verdict;
            progress.record(exercise.name.as_str(), verdict.passed(), &judgement.hash);
            if args.format == Format::Text {
                let look = &context.look;
                let width = width.unwrap_or(0);
                let line = text::one_line(verdict, exercise, &course, width, look);
                let shown = bar.suspend(|| context.line(&line));
                // Nobody waits for the others where nobody reads about them.
                shown.inspect_err(|_| interrupt.cancel.cancel())?;
            }
            judgements.push((exercise, judgement));
            Ok(())
        },
    );
    bar.finish_and_clear();
    if let Err(error) = progress.save() {
        context.notice(&format!(
            "warning: the verdicts are not recorded: {error:#}"
        ));
    }
    let passed = judgements
        .iter()
        .filter(|(_, j)| j.verdict.passed())
        .count();
    match args.format {
        Format::Text => {
            let complete = interrupt.check(all)?;
            debug_assert!(complete, "only a signal cancels");
            let total = Count(selected.len(), "exercise");
            context.line(&format!("{passed} of {total} passed"))?;
        }
        Format::Json => {
            let run = Run {
                started,
                took: clock.elapsed(),
                complete: matches!(all, Ok(true)),
                rustc: rustc_release(&judge),
                timeout_scale: context.global.timeout_scale,
            };
            let judged: Vec<_> = judgements.iter().map(|(e, j)| judged(j, e)).collect();
            write_json(&json::report(&course, &run, &judged), context)?;
            interrupt.check(all)?;
        }
    }
    Ok(code(passed == selected.len()))
}

/// What to judge, in the order of the course.
fn selected<'c>(
    args: &CheckArgs,
    course: &'c Course,
    progress: &Progress,
) -> anyhow::Result<Vec<&'c Exercise>> {
    if args.all || args.part != PartArgs::default() {
        return Ok(course.exercises.iter().collect());
    }
    if let Some(number) = args.lesson {
        let (place, lesson) = select::lesson(course, number)?;
        let selected: Vec<_> = exercises_of(course, place).map(|(_, e)| e).collect();
        return some(
            selected,
            &format!("lesson {number} ({}) has no exercises", lesson.title),
        );
    }
    if args.names.is_empty() {
        let done = |e: &&Exercise| progress.status(e.name.as_str()) == Status::Done;
        let selected = course.exercises.iter().filter(done).collect();
        return some(
            selected,
            "no exercise is done yet, so there is nothing to check; name one, \
             or check all of them with `workbook check --all`",
        );
    }
    let named: Vec<_> = args
        .names
        .iter()
        .map(|name| select::exercise(course, name))
        .collect::<anyhow::Result<_>>()?;
    let is_named = |e: &&Exercise| named.iter().any(|named| named.name == e.name);
    Ok(course.exercises.iter().filter(is_named).collect())
}

fn some<'c>(selected: Vec<&'c Exercise>, none: &str) -> anyhow::Result<Vec<&'c Exercise>> {
    match selected.is_empty() {
        true => Err(Failure::NothingSelected(none.to_owned()).into()),
        false => Ok(selected),
    }
}

fn bar(total: usize, context: &Context<'_>) -> ProgressBar {
    match context.terminals.stderr {
        true => ProgressBar::new(total as u64),
        false => ProgressBar::hidden(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit;
    use crate::reporter::sample;

    fn args() -> CheckArgs {
        CheckArgs {
            names: Vec::new(),
            all: false,
            lesson: None,
            part: PartArgs::default(),
            jobs: None,
            format: Format::Text,
        }
    }

    #[track_caller]
    fn check(args: CheckArgs, want: Result<&[&str], u8>) {
        let dir = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        course.root = dir.path().to_path_buf();
        let (progress, _) = Progress::load(&course).unwrap();
        match (selected(&args, &course, &progress), want) {
            (Ok(got), Ok(want)) => {
                let got: Vec<_> = got.iter().map(|e| e.name.as_str()).collect();
                assert_eq!(got, want);
            }
            (Err(error), Err(code)) => assert_eq!(exit::code(&Err(error)), code),
            (got, want) => panic!("{got:?} instead of {want:?}"),
        }
    }

    #[test]
    fn names_come_once_and_in_the_order_of_the_course() {
        let names = ["select", "join", "select"].map(str::to_owned).to_vec();
        check(CheckArgs { names, ..args() }, Ok(&["join", "select"]));
        let lesson = Some(3);
        check(CheckArgs { lesson, ..args() }, Ok(&["join", "select"]));
        let all = true;
        check(CheckArgs { all, ..args() }, Ok(&["join", "select"]));
    }

    #[test]
    fn nothing_to_check_is_not_the_same_as_a_wrong_name() {
        check(args(), Err(exit::NOTHING_SELECTED));
        let names = vec!["bakery".to_owned()];
        check(CheckArgs { names, ..args() }, Err(exit::USAGE));
        let lesson = Some(9);
        check(CheckArgs { lesson, ..args() }, Err(exit::USAGE));
    }
}
