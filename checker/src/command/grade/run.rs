//! `workbook grade PATH..`

use super::class::{Class, ensure_one_report};
use super::finish::{finish, trouble};
use super::work::{Place, Work};
use super::{containment, places, regrade};
use crate::cli::GradeRunArgs;
use crate::command::context::Context;
use crate::command::interrupt::Interrupt;
use crate::command::run::rustc_release;
use crate::course::{Course, Exercise};
use crate::event::Event;
use crate::exit::{self, Failure};
use crate::grade::{
    Basis, Entry, Recipe, RunFile, Shard, Store, Wanted, find, name_of_class, name_of_judging,
    similarity,
};
use crate::judge::{Judge, Mode, Settings};
use crate::reporter::{Building, Count};
use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
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
    let needed = args.resume || args.regrade || args.shard.is_some();
    let secret = Class::secret(&args.results, needed, context)?;
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
        basis: basis(&class.course, &judge, &recipes)?,
        people: class.people(),
        replaces: None,
    };
    let work = Work {
        args,
        class: &class,
        overrides: &overrides,
        entries: &entries,
        recipes: &recipes,
        run: &run,
        secret: &secret,
    };
    match args.regrade {
        true => regrade::execute(&work, context),
        false => grade(&work, context),
    }
}

fn grade(work: &Work<'_>, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let (args, class, secret) = (work.args, work.class, work.secret);
    let (out, _lock) = work.run.claim(&class.out, args.resume, secret)?;
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let place = Place {
        out: &out,
        store: Store::new(out.clone(), secret.clone()),
        outputs: &class.outputs,
    };
    let outcome = work.grade(place, &interrupt, context);
    let summary = interrupt.check(outcome).inspect_err(|_| {
        context.notice("what is judged is kept; go on with --resume");
    })?;
    if work.run.shard.is_some() {
        let answers = Count(summary.judged, "answer");
        context.line(&format!(
            "{answers} judged; when all shards are done, put them together with \
             `workbook grade merge`"
        ))?;
        return Ok(trouble(&summary, "--resume", context).unwrap_or(exit::OK));
    }
    let ids = work.ids();
    class.write_gradebook((&out, secret), &ids, &summary.absent)?;
    let table = summary.table(&class.course);
    let line = args.results.fail_under;
    finish(&table, &summary, class, &out, &ids, line, context)
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

/// What the verdicts depend on, part by part, for a later run to compare.
fn basis(
    course: &Course,
    judge: &Judge,
    recipes: &[Recipe],
) -> anyhow::Result<BTreeMap<String, Basis>> {
    let layers = format!("{:?}", seal::available());
    let lessons = course.lessons.iter().map(|lesson| {
        let mut parts = judge.parts(lesson)?;
        let what = "what this system keeps answers in with";
        parts.insert(what.to_owned(), layers.clone());
        Ok(parts)
    });
    let lessons = lessons.collect::<anyhow::Result<Vec<_>>>()?;
    let exercises = course.exercises.iter().zip(recipes);
    let basis = exercises.map(|(exercise, recipe)| {
        let name = exercise.name.to_string();
        (name, recipe.basis(&lessons[exercise.lesson]))
    });
    Ok(basis.collect())
}
