//! `workbook demo`: the idea of a lesson as a program, and what it did as a picture that
//! grows while it runs.

mod bench;
mod growing;
mod lesson;
mod state;
mod view;

use super::context::Context;
use super::interrupt::Interrupt;
use super::select;
use crate::cli::DemoArgs;
use crate::course::Course;
use crate::exit::{self, Failure};
use crate::reporter::Ink;
use anyhow::Context as _;
use console::{Key, Term};

pub(super) fn execute(args: &DemoArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let lessons = match args.lesson {
        Some(number) => vec![select::lesson(&course, number)?.0],
        None if args.all => with_demonstrations(&course)?,
        None if bench::is_possible(context) => return bench::execute(&course, context),
        None => return Err(Failure::Usage(WITHOUT_A_LESSON.to_owned()).into()),
    };
    let demonstrations: Vec<_> = lessons
        .iter()
        .map(|lesson| course.demonstration(*lesson))
        .collect();
    let judge = context.judge(
        &course,
        super::context::Tests::OfOneExercise,
        &demonstrations,
    )?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let mut code = exit::OK;
    for (index, demonstration) in demonstrations.iter().enumerate() {
        if index > 0 && !goes_on(context, &interrupt)? {
            break;
        }
        let shown = lesson::show(demonstration, &judge, &interrupt.cancel, context);
        code = code.max(interrupt.check(shown)?);
    }
    Ok(code)
}

const WITHOUT_A_LESSON: &str = "name a lesson, as in `workbook demo 3`, or run all of them with \
                                `workbook demo --all`; without either, demo needs a terminal";

/// The places of the lessons that have one.
fn with_demonstrations(course: &Course) -> anyhow::Result<Vec<usize>> {
    let has_one = |lesson: &usize| {
        let demonstration = course.demonstration(*lesson);
        course.exercise_path(&demonstration).is_file()
    };
    let lessons: Vec<_> = (0..course.lessons.len()).filter(has_one).collect();
    if lessons.is_empty() {
        let text = "no lesson of this course has a demonstration: a file `demo.rs` in its folder";
        return Err(Failure::NothingSelected(text.to_owned()).into());
    }
    Ok(lessons)
}

/// Between two lessons: whoever reads decides when. `false` where that was enough.
fn goes_on(context: &mut Context<'_>, interrupt: &Interrupt) -> anyhow::Result<bool> {
    let terminals = context.terminals;
    if !(terminals.stdin && terminals.stdout) {
        context.line("")?;
        return Ok(true);
    }
    let look = context.look;
    let dot = look.pick("·", "-");
    let question = format!("Enter: the next lesson  {dot}  q: stop");
    context.write(&format!("\n{}", look.paint(Ink::Faint, &question)))?;
    std::io::Write::flush(&mut context.out)?;
    let goes_on = loop {
        match Term::stdout().read_key() {
            Ok(Key::Enter | Key::Char(' ' | 'n')) => break Ok(true),
            Ok(Key::Char('q') | Key::Escape | Key::CtrlC) => break Ok(false),
            Ok(_) => {}
            Err(error) => break Err(error).context("failed to read a key"),
        }
    };
    context.write("\r\x1b[K")?;
    interrupt.check(goes_on)
}
