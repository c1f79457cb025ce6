//! `workbook compare`: what threads, tasks, pools and processes cost, measured on this
//! machine and not asserted.

mod export;
mod figure;
mod table;
mod text;

use super::approach::APPROACHES;
use super::context::{Context, Tests, jobs};
use super::interrupt::Interrupt;
use super::run::write_json;
use crate::cli::CompareArgs;
use crate::course::{Course, Exercise, JudgedBy};
use crate::exit::{self, Failure};
use crate::judge::Judge;
use anyhow::Context as _;
use figure::Values;
use indicatif::ProgressBar;
use table::Table;

/// So often each program is run, by turns: what disturbs the machine for a while disturbs
/// all of them.
const TURNS: usize = 3;

pub(super) fn execute(args: &CompareArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let exercise = one_with_our_crates(&course)?;
    let judge = context.judge(&course, Tests::OfOneExercise, [exercise])?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let bar = match context.terminals.stderr {
        true => ProgressBar::new((APPROACHES.len() * (TURNS + 1)) as u64),
        false => ProgressBar::hidden(),
    };
    let values = measure(&judge, exercise, &interrupt, &bar);
    bar.finish_and_clear();
    let table = Table::of(&interrupt.check(values)?, jobs(None));
    match (args.json, args.markdown) {
        (true, _) => write_json(&export::json(&table), context)?,
        (_, true) => context.write(&export::markdown(&table))?,
        _ => context.write(&text::text(&table, &context.look))?,
    }
    Ok(exit::OK)
}

/// An exercise whose crates are those that the programs need.
pub(super) fn one_with_our_crates(course: &Course) -> anyhow::Result<&Exercise> {
    let mut exercises = course.exercises.iter();
    let found = exercises.find(|exercise| exercise.judged_by == JudgedBy::HiddenTest);
    found.ok_or_else(|| {
        let text = "this course has no tokio and no rayon to compare; run it in a folder from \
                    `workbook init DIR`";
        Failure::Usage(text.to_owned()).into()
    })
}

/// What each approach came to, in their order.
fn measure(
    judge: &Judge,
    exercise: &Exercise,
    interrupt: &Interrupt,
    bar: &ProgressBar,
) -> anyhow::Result<Vec<Values>> {
    let cancel = &interrupt.cancel;
    let mut programs = Vec::new();
    for approach in APPROACHES {
        let program = judge.measurement(approach.key, &approach.program(), exercise, cancel)?;
        programs.push(program.context("cancelled")?);
        bar.inc(1);
    }
    let mut values: Vec<Values> = programs.iter().map(|_| Values::default()).collect();
    for _ in 0..TURNS {
        for (program, values) in programs.iter().zip(&mut values) {
            let printed = judge.measure(program, cancel)?;
            values.add(&printed.context("cancelled")?);
            bar.inc(1);
        }
    }
    Ok(values)
}
