//! `workbook grade PATH..`

use super::class::{Class, ensure_one_report};
use super::finish::{finish, trouble};
use super::screen::Screen;
use super::{containment, places};
use crate::cli::GradeRunArgs;
use crate::command::context::{Context, jobs};
use crate::command::interrupt::Interrupt;
use crate::command::run::rustc_release;
use crate::exit::{self, Failure};
use crate::grade::{
    Book, Desk, Entry, Happened, Pool, Recipe, RunFile, Shard, Store, Summary, Taker, Wanted, find,
    name_of_class, name_of_judging, similarity, write_gradebook,
};
use crate::judge::{Judge, Mode, Settings};
use crate::reporter::{Building, Count};
use anyhow::{Context as _, bail};
use std::sync::Arc;

pub(super) fn execute(args: &GradeRunArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    if args.paths.is_empty() && args.each.is_empty() {
        let text = "name the folders that were handed in: workbook grade PATH.., or \
                    workbook grade --each DIR";
        bail!(Failure::Usage(text.to_owned()));
    }
    let class = Class::of(&args.results, context)?;
    let entries = entries(args, &class, context)?;
    if let Some(out) = &args.similarity {
        let text = similarity(&class.course, &entries, out, &mut |warning| {
            context.notice(&format!("warning: {warning}"));
        })?;
        context.write(&text)?;
        return Ok(exit::OK);
    }
    ensure_one_report(&class.outputs, entries.len())?;
    places::ensure_ours(&entries, &class.course, &class.out)?;
    containment::check(args.allow_degraded, context)?;
    let judge = judge(&class, context)?;
    let recipes = recipes(args, &class, &judge, context)?;
    let shard = args.shard.map(|(index, of)| Shard { index, of });
    let run = RunFile {
        schema: RunFile::schema(),
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        course: class.course.id.clone(),
        judging: name_of_judging(&recipes),
        policy: class.policy.clone(),
        apart: args.no_cache,
        shard,
        rustc: rustc_release(&judge),
        timeout_scale: context.global.timeout_scale,
        class: shard.map(|_| name_of_class(&entries)),
    };
    let _lock = run.claim(&class.out, args.resume)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let outcome = grade(
        args, &class, &entries, &judge, &recipes, run, &interrupt, context,
    );
    let summary = interrupt.check(outcome).inspect_err(|_| {
        context.notice("what is judged is kept; go on with --resume");
    })?;
    if shard.is_some() {
        let answers = Count(summary.judged, "answer");
        context.line(&format!(
            "{answers} judged; when all shards are done, put them together with \
             `workbook grade merge`"
        ))?;
        return Ok(trouble(&summary, context).unwrap_or(exit::OK));
    }
    let ids: Vec<_> = entries
        .into_iter()
        .map(|entry| entry.submission.id)
        .collect();
    let roster = class.roster.as_ref();
    write_gradebook(&class.out, &class.course, &class.worths, &ids, roster)?;
    finish(&summary, &class, &ids, args.results.fail_under, context)
}

fn entries(
    args: &GradeRunArgs,
    class: &Class,
    context: &mut Context<'_>,
) -> anyhow::Result<Vec<Entry>> {
    let wanted = Wanted {
        paths: &args.paths,
        each: &args.each,
        out: &class.out,
    };
    let entries = find(&wanted, class.roster.as_ref(), &mut |warning| {
        context.notice(&format!("warning: {warning}"));
    })?;
    let ids = entries.iter().map(|entry| entry.submission.id.as_str());
    class.warn_of_strangers(ids, context);
    Ok(entries)
}

fn judge(class: &Class, context: &mut Context<'_>) -> anyhow::Result<Judge> {
    let settings = Settings {
        offline: context.global.offline,
        timeout_scale: context.global.timeout_scale,
        cache_dir: places::cache(&class.out)?,
        // Other answers are judged at the same time.
        jobs: 2,
        mode: Mode::Grading,
        ..Settings::default()
    };
    let mut building = Building::new(context.err, context.terminals.stderr);
    Judge::new(Arc::clone(&class.course), settings, &mut |event| {
        building.on_event(&event);
    })
}

fn recipes(
    args: &GradeRunArgs,
    class: &Class,
    judge: &Judge,
    context: &Context<'_>,
) -> anyhow::Result<Vec<Recipe>> {
    // With fewer layers, the same answer may get another verdict.
    let name = format!("{} {:?}", judge.name()?, seal::available());
    let scale = context.global.timeout_scale;
    let course = &class.course;
    let exercises = course.exercises.iter();
    exercises
        .map(|exercise| Recipe::new(course, exercise, &name, scale, args.repeat.get()))
        .collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "all of it was just made, and is used once"
)]
fn grade(
    args: &GradeRunArgs,
    class: &Class,
    entries: &[Entry],
    judge: &Judge,
    recipes: &[Recipe],
    run: RunFile,
    interrupt: &Interrupt,
    context: &mut Context<'_>,
) -> anyhow::Result<Summary> {
    let course = &class.course;
    let taker = Taker::new(course, recipes, args.no_cache);
    let store = Store::new(class.out.join("verdicts"));
    let book = Book::new(course, &class.worths, vec![store]);
    let desk = Desk {
        course,
        out: &class.out,
        outputs: &class.outputs,
        rustc: run.rustc,
        timeout_scale: run.timeout_scale,
        due: class.due.clone(),
        single: entries.len() == 1,
    };
    let pool = Pool {
        course,
        entries,
        taker: &taker,
        book: &book,
        desk: &desk,
        judge: &|exercise, text| judge.submitted(exercise, text, &interrupt.cancel, &mut |_| {}),
        repeat: args.repeat.get(),
        jobs: jobs(args.jobs),
        shard: run.shard,
        cancel: &interrupt.cancel,
    };
    let screen = Screen::new(entries.len(), context);
    let mut summary = Summary::default();
    let line = args.results.fail_under;
    let outcome = pool.grade(&mut |happened| {
        match happened {
            Happened::Judged { exercise, trouble } => {
                summary.judged(course.exercises[exercise].name.as_str(), trouble);
                screen.judged(summary.judged);
            }
            Happened::Done { entry, brief } => {
                let id = &entries[entry].submission.id;
                if let Some(brief) = &brief {
                    summary.add(id, brief, line);
                }
                screen.done(id, brief.as_ref(), context);
            }
        }
        Ok(())
    });
    screen.clear();
    outcome?;
    Ok(summary)
}
