//! From the words of the command line to a command.

use super::context::{Context, look};
use super::lines::Lines;
use super::streams::Streams;
use super::{
    authoring, check, compare, completions, demo, dev, docs, doctor, goto, grade, hint, init,
    lesson, list, man, open, prepare, report, reset, review, run, solution, stats, status, undo,
    watch,
};
use crate::cli::{self, Cli, Colors, Command, StatusArgs, WatchArgs};
use crate::exit;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// Read `args` and do what they say; the exit code comes back.
pub(crate) fn start(
    args: impl IntoIterator<Item = OsString>,
    streams: Streams<'_>,
) -> anyhow::Result<u8> {
    let cli = match cli::parse(args) {
        Ok(cli) => cli,
        Err(error) => return tell(&error, streams),
    };
    let Cli { global, command } = cli;
    let mut err = Lines::new(streams.err, streams.terminals.stderr);
    let streams = Streams {
        out: streams.out,
        err: &mut err,
        terminals: streams.terminals,
    };
    let mut context = Context::new(global, streams);
    let outcome = dispatch(command, &mut context);
    // What was written before an error is shown before it.
    let flushed = context.out.flush();
    let code = outcome?;
    flushed?;
    Ok(code)
}

fn dispatch(command: Option<Command>, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let Some(command) = command else {
        let terminals = context.terminals;
        if terminals.stdin && terminals.stdout {
            return watch::execute(&WatchArgs::default(), context);
        }
        return status::execute(&StatusArgs::default(), context);
    };
    match command {
        Command::Watch(args) => watch::execute(&args, context),
        Command::Run(args) => run::execute(&args, context),
        Command::Check(args) => check::execute(&args, context),
        Command::Hint(args) => hint::execute(&args, context),
        Command::Lesson(args) => lesson::execute(&args, context),
        Command::Demo(args) => demo::execute(&args, context),
        Command::Compare(args) => compare::execute(&args, context),
        Command::Docs(args) => docs::execute(&args, context),
        Command::List(args) => list::execute(&args, context),
        Command::Status(args) => status::execute(&args, context),
        Command::Stats(args) => stats::execute(&args, context),
        Command::Review(args) => review::execute(&args, context),
        Command::Next => goto::next(context),
        Command::Prev => goto::prev(context),
        Command::Goto(args) => goto::execute(&args, context),
        Command::Reset(args) => reset::execute(&args, context),
        Command::Undo(args) => undo::execute(&args, context),
        Command::Solution(args) => solution::execute(&args, context),
        Command::Open(args) => open::execute(&args, context),
        Command::Grade(args) => grade::execute(&args, context),
        Command::Init(args) => {
            let dir = args.dir.unwrap_or_else(|| PathBuf::from("workbook"));
            init::execute(&dir, &mut context.out)
        }
        Command::Prepare(args) => prepare::execute(&args, context),
        Command::Doctor => doctor::execute(context),
        Command::Report(args) => report::execute(&args, context),
        Command::Completions(args) => completions::execute(&args, context),
        Command::Man(args) => man::execute(&args, context),
        Command::Apart(args) => open::apart(&args),
        Command::JudgeAnswers(args) => grade::judge_answers(&args, context),
        Command::Busy => {
            dev::keep_busy();
            Ok(exit::OK)
        }
        Command::Dev(command) => authoring::execute(command, context),
    }
}

/// clap's answers: help and version are results, the rest are errors.
fn tell(error: &clap::Error, streams: Streams<'_>) -> anyhow::Result<u8> {
    let is_error = error.use_stderr();
    let terminal = match is_error {
        true => streams.terminals.stderr,
        false => streams.terminals.stdout,
    };
    let text = error.render();
    let text = match look(Colors::Auto, terminal).colors {
        true => text.ansi().to_string(),
        false => text.to_string(),
    };
    if is_error {
        // A closed standard error leaves nobody to tell.
        let _ = streams.err.write_all(text.as_bytes());
    } else {
        let mut out = super::closed_pipe::Output::new(streams.out, true);
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(u8::try_from(error.exit_code()).unwrap_or(exit::USAGE))
}
