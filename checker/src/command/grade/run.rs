//! `workbook grade PATH..`

use super::class::{Class, ensure_one_report};
use super::finish::{finish, trouble};
use super::screen::Screen;
use super::{containment, judging, places};
use crate::cli::GradeRunArgs;
use crate::command::context::{Context, jobs};
use crate::command::interrupt::Interrupt;
use crate::command::run::rustc_release;
use crate::course::{Course, Exercise};
use crate::event::Event;
use crate::exit::{self, Failure};
use crate::grade::{
    Book, Desk, Entry, Folder, Happened, Overrides, Pool, Recipe, RunFile, Secret, Shard, Store,
    Summary, Taker, Wanted, Workers, find, name_of_class, name_of_judging, similarity,
    write_absent,
};
use crate::judge::{Judge, Mode, Settings};
use crate::reporter::{Building, Count};
use anyhow::{Context as _, bail};
use std::num::NonZeroUsize;
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
    let feedback = class.outputs.feedback.iter();
    for folder in feedback.chain([&class.out]) {
        places::ensure_ours(&entries, &args.each, &class.course, folder)?;
    }
    if let Some(file) = &args.results.overrides {
        places::ensure_not_handed_in(file, "the overrides", &entries, &args.each)?;
    }
    if let (Some(_), Some(file)) = (class.late, &args.results.roster) {
        places::ensure_not_handed_in(file, "the times on", &entries, &args.each)?;
    }
    let ids: Vec<_> = entries
        .iter()
        .map(|one| one.submission.id.clone())
        .collect();
    let overrides = class.overrides(&ids)?;
    let secret = Class::secret(&args.results, args.resume || args.shard.is_some(), context)?;
    containment::check(args.allow_degraded, context)?;
    context.warn_of_proc();
    let judge = judge(&class.course, context)?;
    let scale = context.global.timeout_scale;
    let recipes = recipes(args.repeat, &class.course, &judge, scale)?;
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
        timeout_scale: scale,
        class: shard.map(|_| name_of_class(&entries)),
        overridden: !overrides.is_empty(),
        names_overrides: args.results.overrides.is_some(),
    };
    let (out, _lock) = run.claim(&class.out, args.resume, &secret)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let outcome = grade(
        args,
        &class,
        &overrides,
        &entries,
        &recipes,
        run,
        (&out, &secret),
        &interrupt,
        context,
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
    class.write_gradebook((&out, &secret), &ids, &summary.absent)?;
    finish(
        &summary,
        &class,
        &out,
        &ids,
        args.results.fail_under,
        context,
    )
}

fn entries(
    args: &GradeRunArgs,
    class: &Class,
    context: &mut Context<'_>,
) -> anyhow::Result<Vec<Entry>> {
    let wanted = Wanted {
        paths: &args.paths,
        each: &args.each,
    };
    let entries = find(&wanted, class.roster.as_ref(), &mut |warning| {
        context.notice(&format!("warning: {warning}"));
    })?;
    let ids = entries.iter().map(|entry| entry.submission.id.as_str());
    class.warn_of_strangers(ids, context);
    class.warn_of_times(&entries, context);
    Ok(entries)
}

pub(super) fn judge(course: &Arc<Course>, context: &mut Context<'_>) -> anyhow::Result<Judge> {
    let settings = Settings {
        offline: context.global.offline,
        timeout_scale: context.global.timeout_scale,
        cache_dir: places::cache()?,
        // Other answers are judged at the same time.
        jobs: 2,
        mode: Mode::Grading,
        ..Settings::default()
    };
    let mut building = Building::new(context.err, context.terminals.stderr);
    let mut on_event = |event: Event| building.on_event(&event);
    let judge = Judge::new(Arc::clone(course), settings, &mut on_event)?;
    judge.prepare(&course.exercises, &mut on_event)?;
    Ok(judge)
}

pub(super) fn recipes(
    repeat: NonZeroUsize,
    course: &Course,
    judge: &Judge,
    scale: f64,
) -> anyhow::Result<Vec<Recipe>> {
    // With fewer layers, the same answer may get another verdict.
    let layers = format!("{:?}", seal::available());
    let recipe = |exercise: &Exercise| {
        let name = format!("{} {layers}", judge.name(exercise)?);
        Recipe::new(course, exercise, &name, scale, repeat.get())
    };
    course.exercises.iter().map(recipe).collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "all of it was just made, and is used once"
)]
fn grade(
    args: &GradeRunArgs,
    class: &Class,
    overrides: &Overrides,
    entries: &[Entry],
    recipes: &[Recipe],
    run: RunFile,
    (out, secret): (&Folder, &Secret),
    interrupt: &Interrupt,
    context: &mut Context<'_>,
) -> anyhow::Result<Summary> {
    let course = &class.course;
    let taker = Taker::new(course, recipes, args.no_cache);
    let store = Store::new(out.clone(), secret.clone());
    let book = Book::new(course, &class.worths, vec![store]);
    let desk = Desk {
        course,
        out: out.clone(),
        secret: secret.clone(),
        class: run.class,
        outputs: &class.outputs,
        rustc: run.rustc,
        timeout_scale: run.timeout_scale,
        due: class.due.clone(),
        late: class.late,
        overrides,
        single: entries.len() == 1,
    };
    let call = judging::call(args, context)?;
    let workers = Workers::new(
        &call,
        run.judging,
        judging::deadline(course, run.timeout_scale),
        &interrupt.cancel,
    )?;
    let pool = Pool {
        course,
        entries,
        taker: &taker,
        book: &book,
        desk: &desk,
        judge: &|exercise, text| {
            let mut names = course.exercises.iter().map(|exercise| &exercise.name);
            let place = names.position(|name| *name == exercise.name);
            workers.judge(place.context("the course has no such exercise")?, text)
        },
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
    if outcome? && run.shard.is_none() {
        let ids: Vec<_> = entries
            .iter()
            .map(|one| one.submission.id.clone())
            .collect();
        summary.absent = write_absent(&book, &desk, class.roster.as_ref(), &ids)?;
    }
    Ok(summary)
}
