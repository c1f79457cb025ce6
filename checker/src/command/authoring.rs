//! `workbook dev`: from the words of the command line to what `dev` needs.

use super::context::{Context, Tests, jobs};
use super::dev::{check, new, pack};
use super::interrupt::Interrupt;
use super::select;
use crate::cli::{DevCheckArgs, DevCommand, DevNewArgs, DevPackArgs};
use anyhow::Context as _;

pub(super) fn execute(command: DevCommand, context: &mut Context<'_>) -> anyhow::Result<u8> {
    match command {
        DevCommand::Check(args) => check(&args, context),
        DevCommand::New(args) => new(args, context),
        DevCommand::Pack(args) => pack(args, context),
    }
}

fn check(args: &DevCheckArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let exercise = args.name.as_deref();
    let exercise = exercise.map(|name| select::exercise(&course, name));
    let exercise = exercise
        .transpose()?
        .map(|exercise| exercise.name.to_string());
    let jobs = jobs(args.jobs);
    let judge = context.judge(&course, Tests::OfManyExercises)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let judging = check::ByJudge {
        judge: &judge,
        cancel: &interrupt.cancel,
    };
    let options = check::Options {
        exercise,
        lesson: args.lesson,
        jobs,
    };
    interrupt.check(check::execute(
        &course,
        &judging,
        &options,
        &mut context.out,
    ))
}

fn new(args: DevNewArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let options = new::Options {
        name: args.name,
        lesson: args.lesson,
        title: args.title,
    };
    new::execute(&course, &options, &mut context.out)
}

fn pack(args: DevPackArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let options = pack::Options {
        out: args.out,
        action: args.action,
    };
    let mut notices = Vec::new();
    let outcome = pack::execute(&course, &options, &mut context.out, &mut |text| {
        notices.push(text.to_owned());
    });
    for notice in notices {
        context.notice(&notice);
    }
    outcome
}
