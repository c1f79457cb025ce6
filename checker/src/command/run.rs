//! `workbook run`: one exercise, one verdict.

use super::context::{Context, Tests};
use super::interrupt::Interrupt;
use super::judging::{Judgement, Repeat, content_hash, repeat};
use super::pictures;
use super::select;
use crate::cli::{Format, RunArgs};
use crate::course::{Course, Exercise, JudgedBy};
use crate::exit;
use crate::judge::{Judge, Unjudged};
use crate::progress::Progress;
use crate::reporter::{
    Count, Ink, Page,
    formats::json_for_a_log,
    json::{self, Judged, Run},
    text,
};
use crate::verdict::Verdict;
use anyhow::Context as _;
use indicatif::ProgressBar;
use std::num::NonZeroUsize;
use std::time::{Instant, SystemTime};

/// So often, where somebody waits for a failure and does not say how long.
const UNTIL_FAIL: usize = 100;

pub(super) fn execute(args: &RunArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let mut progress = context.progress(&course)?;
    let exercise = select::exercise_or_current(&course, args.name.as_deref(), &progress)?;
    let hash = content_hash(&course, exercise)?;

    let (started, clock) = (SystemTime::now(), Instant::now());
    let judge = context.judge(&course, Tests::OfOneExercise, [exercise])?;
    let judge = judge.drawing_from(args.seed);
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let bar = bar(args.how().most(), context);
    let judgement = repeat(args.how(), hash.clone(), &mut |runs| {
        bar.set_position(runs as u64);
        judge.exercise(exercise, &interrupt.cancel, &mut |_| {})
    });
    bar.finish_and_clear();
    let judgement = interrupt.check(judgement);
    if let (Err(error), Format::Json) = (&judgement, args.format)
        && error.is::<Unjudged>()
    {
        let run = Run {
            started,
            took: clock.elapsed(),
            complete: false,
            rustc: rustc_release(&judge),
            timeout_scale: context.global.timeout_scale,
        };
        let report = json::unjudged(exercise, &course, Some(hash), format!("{error:#}"));
        write_json(&json::assemble(&course, &run, vec![report]), context)?;
    }
    let judgement = judgement?.context("the run was cancelled")?;

    let after = record(&judgement, exercise, &course, &mut progress, context);
    match args.format {
        Format::Text => {
            context.write(&words(&judgement, exercise, &course, after, args, context))?
        }
        Format::Json => {
            let run = Run {
                started,
                took: clock.elapsed(),
                complete: true,
                rustc: rustc_release(&judge),
                timeout_scale: context.global.timeout_scale,
            };
            let judged = judged(&judgement, exercise);
            write_json(&json::report(&course, &run, &[judged]), context)?;
        }
    }
    // Last: a file that cannot be written takes neither the verdict nor the progress away.
    pictures::write(&args.pictures, &judgement.verdict, context)?;
    Ok(code(judgement.verdict.passed()))
}

impl RunArgs {
    fn how(&self) -> Repeat {
        let wish = self.repeat.map(NonZeroUsize::get);
        match self.until_fail {
            true => Repeat::UntilFail(wish.unwrap_or(UNTIL_FAIL)),
            false => Repeat::Times(wish.unwrap_or(1)),
        }
    }
}

pub(super) fn code(passed: bool) -> u8 {
    if passed { exit::OK } else { exit::NOT_PASSED }
}

/// Only for many runs: one is over before a bar is seen.
fn bar(runs: usize, context: &Context<'_>) -> ProgressBar {
    match context.terminals.stderr && runs > 1 {
        true => ProgressBar::new(runs as u64),
        false => ProgressBar::hidden(),
    }
}

/// Write the verdict down; a pass makes the next exercise current. The verdict
/// is worth showing even where it cannot be written down.
fn record<'c>(
    judgement: &Judgement,
    exercise: &Exercise,
    course: &'c Course,
    progress: &mut Progress,
    context: &mut Context<'_>,
) -> After<'c> {
    let passed = judgement.verdict.passed();
    progress.record(exercise.name.as_str(), passed, &judgement.hash);
    let mut after = After::Stay;
    if passed && progress.current() == exercise.name.as_str() {
        after = match progress.next_pending(course) {
            Some(next) => {
                progress.set_current(next.name.as_str());
                After::Next(next)
            }
            None => After::AllDone,
        };
    }
    if let Err(error) = progress.save() {
        context.notice(&format!("warning: the verdict is not recorded: {error:#}"));
    }
    after
}

/// Where the learner is after a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After<'c> {
    /// Where one was.
    Stay,
    /// At the next exercise that is not done.
    Next(&'c Exercise),
    /// At the end.
    AllDone,
}

fn words(
    judgement: &Judgement,
    exercise: &Exercise,
    course: &Course,
    after: After<'_>,
    args: &RunArgs,
    context: &Context<'_>,
) -> String {
    let look = &context.look;
    let mut page = Page::new(look);
    let passed = judgement.verdict.passed();
    if passed && judgement.runs > 1 {
        page.gap();
        let runs = Count(judgement.runs, "run");
        page.prose(2, Ink::Pass, &format!("It passed in all {runs}."));
    }
    if passed {
        text::proved(&judgement.verdict, exercise, &mut page);
        text::after(exercise, &mut page);
    }
    if let Some(seed) = again(args, exercise, &judgement.verdict) {
        let command = format!("workbook run {} --seed {seed}", exercise.name);
        page.gap();
        page.line(&format!(
            "The same inputs again: {}",
            look.paint(Ink::Code, &command)
        ));
    }
    match after {
        After::Next(next) => {
            let path = course.shown_path(next).display().to_string();
            let name = look.paint(Ink::Strong, next.name.as_str());
            page.gap();
            page.line(&format!("Next: {name}  {path}"));
        }
        After::AllDone => {
            let farewell = course.farewell.as_deref();
            page.gap();
            page.prose(0, Ink::Pass, farewell.unwrap_or("Every exercise is done."));
        }
        After::Stay if passed || exercise.hints.is_empty() => {}
        After::Stay => {
            let command = format!("workbook hint {}", exercise.name);
            page.gap();
            page.line(&format!("Stuck? {}", look.paint(Ink::Code, &command)));
        }
    }
    let verdict = text::verdict(&judgement.verdict, exercise, course, look);
    let more = page.into_text();
    match more.is_empty() {
        true => verdict,
        false => format!("{verdict}\n{more}"),
    }
}

/// What the refusal came of, for somebody who looks for one that comes now and then.
fn again(args: &RunArgs, exercise: &Exercise, verdict: &Verdict) -> Option<u64> {
    let looks_for_it = args.until_fail || args.repeat.is_some();
    let draws = exercise.judged_by == JudgedBy::HiddenTest;
    verdict.telling_seed().filter(|_| looks_for_it && draws)
}

pub(super) fn judged<'e>(judgement: &Judgement, exercise: &'e Exercise) -> Judged<'e> {
    Judged {
        exercise,
        verdict: judgement.verdict.clone(),
        runs: judgement.runs,
        passed_runs: judgement.passed_runs,
        blake3: Some(judgement.hash.clone()),
    }
}

pub(super) fn write_json(
    value: &impl serde::Serialize,
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    context.line(&json_for_a_log(&text))?;
    Ok(())
}

/// `1.95.0`, from `rustc -vV`.
pub(super) fn rustc_release(judge: &Judge) -> Option<String> {
    let mut lines = judge.toolchain().version.lines();
    let release = lines.find_map(|line| line.strip_prefix("release: "))?;
    Some(release.trim().to_owned())
}
