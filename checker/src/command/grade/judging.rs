//! `workbook judge-answers`: what a grading run starts to have answers judged in
//! another process than its own. What it is asked comes over standard input, and
//! so goes what it says.

use super::{places, run};
use crate::cli::{GradeRunArgs, JudgeAnswersArgs};
use crate::command::context::Context;
use crate::command::interrupt::Interrupt;
use crate::course::Course;
use crate::exit;
use crate::grade::{Recipe, Reply, Task, hear, name_of_judging, say};
use crate::judge::Judge;
use crate::process::{Cancel, own_program};
use anyhow::Context as _;
use std::ffi::OsString;
use std::io::{self, BufReader, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// The call of such a process.
///
/// # Errors
///
/// Where nobody knows where this program is.
pub(super) fn call(
    args: &GradeRunArgs,
    context: &Context<'_>,
) -> anyhow::Result<impl Fn() -> Command + Sync + use<>> {
    let program = own_program()?;
    let mut words: Vec<OsString> = vec!["judge-answers".into()];
    let (repeat, scale) = (args.repeat, context.global.timeout_scale);
    words.push(format!("--repeat={repeat}").into());
    words.push(format!("--timeout-scale={scale}").into());
    if let Some(course) = &context.global.course {
        words.extend(["--course".into(), course.into()]);
    }
    if context.global.offline {
        words.push("--offline".into());
    }
    Ok(move || {
        let mut command = Command::new(&program);
        command.args(&words);
        command
    })
}

/// No judgement takes longer, however many tests hang. Longer than that, the
/// process that judges has come to harm.
pub(super) fn deadline(course: &Course, scale: f64) -> Duration {
    const COMPILING: Duration = Duration::from_secs(600);
    const TESTS: u32 = 100;
    let longest = course.exercises.iter().map(|exercise| exercise.deadline);
    (COMPILING + longest.max().unwrap_or_default() * TESTS).mul_f64(scale.max(1.0))
}

pub(in crate::command) fn execute(
    args: &JudgeAnswersArgs,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    let line = io::stdin().as_fd().try_clone_to_owned();
    let mut line = UnixStream::from(line.context("failed to clone standard input")?);
    let interrupt = Interrupt::listen().context("failed to listen for signals")?;
    let tasks = listen(&line, interrupt.cancel.clone())?;
    let judge = match prepare(args, context) {
        Ok((judge, judging)) => {
            say(&Reply::Ready { judging }, &mut line)?;
            judge
        }
        Err(error) => {
            say(&Reply::Unfit(format!("{error:#}")), &mut line)?;
            return Ok(exit::ENVIRONMENT);
        }
    };
    for task in tasks {
        let reply = reply(&judge, &task, &interrupt.cancel);
        say(&reply, &mut line)?;
        line.flush()?;
    }
    Ok(exit::OK)
}

fn prepare(args: &JudgeAnswersArgs, context: &mut Context<'_>) -> anyhow::Result<(Judge, String)> {
    let (course, _) = places::load(context)?;
    let scale = context.global.timeout_scale;
    let judge = run::judge(&course, context)?;
    let recipes: Vec<Recipe> = run::recipes(args.repeat, &course, &judge, scale)?;
    Ok((judge, name_of_judging(&recipes)))
}

/// What is asked, one after the other. Nobody needs any of it when whoever asks is
/// gone.
fn listen(line: &UnixStream, cancel: Cancel) -> anyhow::Result<Receiver<Task>> {
    let mut from = BufReader::new(line.try_clone().context("failed to clone a socket")?);
    let (send, tasks) = channel();
    let listening = thread::Builder::new().name("tasks".to_owned());
    listening
        .spawn(move || {
            while let Some(task) = hear(&mut from) {
                if send.send(task).is_err() {
                    return;
                }
            }
            cancel.cancel();
        })
        .context("failed to start a thread")?;
    Ok(tasks)
}

fn reply(judge: &Judge, task: &Task, cancel: &Cancel) -> Reply {
    let Some(exercise) = judge.course().exercises.get(task.exercise) else {
        return Reply::Trouble("the course has no such exercise any more".to_owned());
    };
    let judged = AssertUnwindSafe(|| judge.submitted(exercise, &task.text, cancel, &mut |_| {}));
    match catch_unwind(judged) {
        Ok(Ok(Some(verdict))) => Reply::Judged(Box::new(verdict)),
        Ok(Ok(None)) => Reply::Cancelled,
        Ok(Err(error)) => Reply::Trouble(format!("{error:#}")),
        Err(panic) => Reply::Panicked(crate::words(panic.as_ref())),
    }
}
