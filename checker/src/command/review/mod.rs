//! `workbook review`: exercises that passed long ago, tried again.

mod due;
mod scratch;
mod session;

use super::context::{Context, Tests};
use super::interrupt::Interrupt;
use super::judging::content_hash;
use super::run::code;
use super::select;
use crate::cli::ReviewArgs;
use crate::course::{Course, Exercise};
use crate::exit::{self, Failure};
use crate::progress::{Progress, Status};
use crate::reporter::{Ink, Page, text};
use anyhow::Context as _;
use std::sync::Arc;

/// Shown after the last one that was due.
const FAREWELL: &str =
    "That was all that is due; `workbook review --list` says when the next ones are.";

pub(super) fn execute(args: &ReviewArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let mut progress = context.progress(&course)?;
    if args.list {
        let text = due::list(&course, &progress, Progress::moment(), &context.look);
        context.write(&text)?;
        return Ok(exit::OK);
    }
    let wanted = match &args.name {
        Some(name) => vec![passed(&course, name, &progress)?],
        None => due::now(&course, &progress, Progress::moment()),
    };
    let Some(first) = wanted.first() else {
        let text = due::nothing(&course, &progress, Progress::moment());
        context.line(&text)?;
        return Ok(exit::OK);
    };
    let part = course.only(|one| wanted.iter().any(|wanted| wanted.name == one.name));
    let part = Arc::new(Course {
        welcome: None,
        farewell: Some(FAREWELL.to_owned()),
        ..part.for_reviews()
    });
    for exercise in &part.exercises {
        scratch::lay_out(&part, exercise, &mut progress)?;
    }
    progress.save()?;
    match context.terminals.stdin && context.terminals.stdout {
        true => session::watch(&part, first, progress, args, context),
        false => once(&part, first, &mut progress, context),
    }
}

/// The exercise with this name, if there is something to review.
fn passed<'c>(course: &'c Course, name: &str, progress: &Progress) -> anyhow::Result<&'c Exercise> {
    let exercise = select::exercise(course, name)?;
    if progress.status(exercise.name.as_str()) == Status::Done {
        return Ok(exercise);
    }
    let name = &exercise.name;
    let text = format!(
        "`{name}` has not passed yet, so there is nothing to review; `workbook watch {name}` \
         goes on with it"
    );
    Err(Failure::Usage(text).into())
}

/// Where nobody watches: one verdict on the copy as it is.
fn once(
    part: &Arc<Course>,
    exercise: &Exercise,
    progress: &mut Progress,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    let hash = content_hash(part, exercise)?;
    let judge = context.judge(part, Tests::OfOneExercise, [exercise])?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let verdict = judge.exercise(exercise, &interrupt.cancel, &mut |_| {});
    let verdict = interrupt.check(verdict)?;
    let verdict = verdict.context("the run was cancelled")?;
    let (name, passed) = (exercise.name.as_str(), verdict.passed());
    progress.record_review(name, passed, &hash);
    if let Err(error) = progress.save() {
        context.notice(&format!("warning: the review is not recorded: {error:#}"));
    }
    context.write(&text::verdict(&verdict, exercise, part, &context.look))?;
    let mut page = Page::new(&context.look);
    page.line("");
    let text = match passed {
        true => due::next_time(name, progress, Progress::moment()),
        false => format!(
            "This is a copy to try again in; your answer is not touched. Edit `{}`, then \
             `workbook review {name}` judges it again.",
            part.shown_path(exercise).display()
        ),
    };
    page.prose(0, Ink::Plain, &text);
    context.write(&page.into_text())?;
    Ok(code(passed))
}
