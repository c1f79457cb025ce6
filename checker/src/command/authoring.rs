//! `workbook dev`: from the words of the command line to what `dev` needs.

use super::context::{Context, Tests, jobs};
use super::dev::verdicts::{Recall, Verdicts};
use super::dev::{
    ByJudge, Judging, OnShelf, Outputs, Plan, book, calibrate, check, mutants, new, pack, stress,
    verdicts,
};
use super::interrupt::Interrupt;
use super::select;
use crate::cache_dir;
use crate::cli::{
    DevBookArgs, DevCalibrateArgs, DevCheckArgs, DevCommand, DevMutantsArgs, DevNewArgs,
    DevPackArgs, DevStressArgs, Setting,
};
use crate::course::{Course, Exercise};
use crate::process::cores;
use anyhow::Context as _;
use indicatif::ProgressBar;
use std::num::NonZeroUsize;

pub(super) fn execute(command: DevCommand, context: &mut Context<'_>) -> anyhow::Result<u8> {
    match command {
        DevCommand::Check(args) => check(&args, context),
        DevCommand::Stress(args) => stress(args, context),
        DevCommand::Mutants(args) => mutants(args, context),
        DevCommand::Calibrate(args) => calibrate(args, context),
        DevCommand::New(args) => new(args, context),
        DevCommand::Pack(args) => pack(args, context),
        DevCommand::Book(args) => book(args, context),
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
    let judge = context.judge(&course, Tests::OfManyExercises, &course.exercises)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let judging = ByJudge {
        judge: &judge,
        cancel: &interrupt.cancel,
    };
    let options = check::Options {
        exercise,
        lesson: args.lesson,
        jobs,
    };
    let recall = match args.fresh {
        true => Recall::Fresh,
        false => Recall::Remembered,
    };
    let name = |exercise: &Exercise| judge.name(exercise);
    let verdicts = verdicts(&course, &judging, &name, recall, context)?;
    let out = &mut context.out;
    interrupt.check(check::execute(&course, &verdicts, &options, out))
}

fn stress(args: DevStressArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let options = stress::Options {
        selection: stress::Selection {
            names: args.names,
            lesson: args.lesson,
            only: args.only,
        },
        plan: Plan {
            rounds: args.rounds.get(),
            settings: args.settings,
            busy: args.load,
            jobs: args.jobs.map(NonZeroUsize::get),
            seed: args.seed.map_or_else(draw, Ok)?,
            cores: cores(),
        },
        timeout_scale: context.global.timeout_scale,
        format: args.format,
    };
    on_shelf(context, |course, trying, outputs| {
        stress::execute(course, trying, &options, outputs)
    })
}

fn mutants(args: DevMutantsArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let sample = match args.sample {
        Some(size) => Some(mutants::Sample {
            size,
            seed: args.seed.map_or_else(draw, Ok)?,
        }),
        None => None,
    };
    let options = mutants::Options {
        selection: mutants::Selection {
            names: args.names,
            lesson: args.lesson,
            only: None,
        },
        sample,
        // More than there are cores, since those that hang mostly wait.
        jobs: args.jobs.map_or(2 * jobs(None), NonZeroUsize::get),
        format: args.format,
    };
    let course = context.course()?;
    let judge = context.judge(&course, Tests::OfManyExercises, &course.exercises)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let judging = ByJudge {
        judge: &judge,
        cancel: &interrupt.cancel,
    };
    let outputs = outputs(context);
    interrupt.check(mutants::execute(&course, &judging, &options, outputs))
}

fn calibrate(args: DevCalibrateArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let options = calibrate::Options {
        selection: calibrate::Selection {
            names: args.names,
            lesson: args.lesson,
            only: None,
        },
        plan: Plan {
            rounds: args.rounds.get(),
            settings: vec![Setting::AllCores],
            busy: 0,
            jobs: args.jobs.map(NonZeroUsize::get),
            seed: draw()?,
            cores: cores(),
        },
        format: args.format,
    };
    on_shelf(context, |course, trying, outputs| {
        calibrate::execute(course, trying, &options, outputs)
    })
}

/// With answers that are built once and run many times.
fn on_shelf(
    context: &mut Context<'_>,
    execute: impl FnOnce(&Course, &OnShelf<'_>, Outputs<'_>) -> anyhow::Result<u8>,
) -> anyhow::Result<u8> {
    let course = context.course()?;
    let judge = context.judge(&course, Tests::OfManyExercises, &course.exercises)?;
    let shelf = judge.shelf()?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let trying = OnShelf {
        judge: &judge,
        shelf: &shelf,
        cancel: &interrupt.cancel,
    };
    interrupt.check(execute(&course, &trying, outputs(context)))
}

fn outputs<'a>(context: &'a mut Context<'_>) -> Outputs<'a> {
    Outputs {
        look: context.look,
        terminal: context.terminals.stdout,
        bar: match context.terminals.stderr {
            true => ProgressBar::new(0),
            false => ProgressBar::hidden(),
        },
        out: &mut context.out,
    }
}

/// Short enough to be typed again.
fn draw() -> anyhow::Result<u64> {
    let drawn = getrandom::u32().context("the system has no random numbers")?;
    Ok(u64::from(drawn))
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

fn book(args: DevBookArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let part = book::Part::of(&course, &args.names, args.lesson)?;
    let options = book::Options {
        dir: args.dir,
        // More than there are cores, since wrong answers mostly wait.
        jobs: args.jobs.map_or(2 * jobs(None), NonZeroUsize::get),
    };
    if args.no_verdicts {
        return book::execute(&course, &part, None, &options, outputs(context));
    }
    let chosen = part.0.iter().map(|at| &course.exercises[*at]);
    let judge = context.judge(&course, Tests::OfManyExercises, chosen)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let judging = ByJudge {
        judge: &judge,
        cancel: &interrupt.cancel,
    };
    let name = |exercise: &Exercise| judge.name(exercise);
    let verdicts = verdicts(&course, &judging, &name, Recall::Remembered, context)?;
    let outputs = outputs(context);
    interrupt.check(book::execute(
        &course,
        &part,
        Some(&verdicts),
        &options,
        outputs,
    ))
}

/// The verdicts that this very build of the program comes to, or came to before.
fn verdicts<'a>(
    course: &Course,
    judging: &'a dyn Judging,
    name: &'a (dyn Fn(&Exercise) -> anyhow::Result<String> + Sync),
    recall: Recall,
    context: &Context<'_>,
) -> anyhow::Result<Verdicts<'a>> {
    let cache = cache_dir::for_builds(&cache_dir::find(&course.root)?.path, &course.root);
    Ok(Verdicts {
        judging,
        name,
        folder: verdicts::folder(&cache, &this_program()?),
        scale: context.global.timeout_scale,
        recall,
    })
}

/// Names this very build: a verdict has its words from there.
fn this_program() -> anyhow::Result<String> {
    let program = std::env::current_exe().context("failed to find this program")?;
    let bytes = std::fs::read(&program)
        .with_context(|| format!("failed to read `{}`", program.display()))?;
    Ok(blake3::hash(&bytes).to_hex().to_string())
}
