//! `workbook grade --regrade`: what a change can touch is judged again, and whose
//! points moved is said.

use super::finish::{finish, trouble};
use super::work::{Place, Work};
use crate::command::context::Context;
use crate::command::interrupt::Interrupt;
use crate::command::run::write_json;
use crate::exit;
use crate::grade::{
    Earlier, Folder, MOVEMENT, Outputs, Plan, REPORT, Regrade, Store, folder_of, place_of_earlier,
    plan, regrade_text, replace, staged,
};
use crate::reporter::{formats::json_for_a_log, json::Report};
use anyhow::Context as _;
use std::path::Path;

pub(super) fn execute(work: &Work<'_>, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let (args, class, secret) = (work.args, work.class, work.secret);
    let earlier = Earlier::open(&class.out, secret, work.run, args.dry_run)?;
    let store = Store::new(earlier.out.clone(), secret.clone());
    let course = &class.course;
    let plan = plan(
        course,
        work.run,
        &earlier,
        work.entries,
        &work.taker(),
        &store,
    )?;
    for warning in &plan.warnings {
        context.notice(&format!("warning: {warning}"));
    }
    if args.dry_run {
        let other_points = earlier.run.policy != work.run.policy;
        return dry_run(work, &plan, other_points, context);
    }
    let interrupt = Interrupt::listen().context("failed to listen for Ctrl-C")?;
    let new = staged(&earlier.out)?;
    let place = Place {
        out: &new,
        store,
        outputs: &class.outputs.inside(),
    };
    let outcome = work.grade(place, &interrupt, context);
    let summary = interrupt.check(outcome).inspect_err(|_| {
        context.notice(
            "the results of before are as they were, and what is judged is kept; go on with \
             --regrade",
        );
    })?;
    let ids = work.ids();
    class.write_gradebook((&new, secret), &ids, &summary.absent)?;
    let absent = summary.absent.iter().map(|one| one.id.clone());
    let ids: Vec<_> = ids.into_iter().chain(absent).collect();
    let mut regrade = Regrade {
        dry_run: false,
        judged: summary.judged,
        submissions: plan.moved(course, &earlier, &new, &ids)?,
        ..plan.regrade
    };
    if let Some((id, exercise)) = regrade.lost() {
        context.notice(&format!(
            "`{exercise}` of `{id}` had a verdict and could not be judged now, so the results of \
             before stay as they were"
        ));
        return Ok(trouble(&summary, "--regrade", context).unwrap_or(exit::ENVIRONMENT));
    }
    regrade.earlier = Some(place_of_earlier(&earlier.out)?.display().to_string());
    let file = serde_json::to_vec_pretty(&regrade)?;
    new.replace(Path::new(MOVEMENT), &file)?;
    replace(&earlier.out, secret, work.run)?;
    hand_out(&earlier.out, &class.outputs.outside(), &ids)?;
    let out = args.results.out.display().to_string();
    let text = match args.json {
        true => json_for_a_log(&serde_json::to_string_pretty(&regrade)?) + "\n",
        false => {
            let text = regrade_text(&regrade, out.trim_end_matches('/'), &context.look);
            format!("{text}\n{}", summary.sums())
        }
    };
    let (line, ids) = (args.results.fail_under, work.ids());
    finish(&text, &summary, class, &earlier.out, &ids, line, context)
}

/// What would be done.
fn dry_run(
    work: &Work<'_>,
    plan: &Plan,
    points: bool,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    if work.args.json {
        write_json(&plan.regrade, context)?;
        return Ok(exit::OK);
    }
    let text = regrade_text(&plan.regrade, "", &context.look);
    context.write(&text)?;
    if points {
        context.line("Points would be computed again: the rules for them have changed.")?;
    }
    Ok(exit::OK)
}

/// Write what lies outside of the results, now that these are complete.
fn hand_out(out: &Folder, outputs: &Outputs, ids: &[String]) -> anyhow::Result<()> {
    if outputs.exports.is_empty() && outputs.feedback.is_none() {
        return Ok(());
    }
    for id in ids {
        let folder = folder_of(id);
        let file = folder.join(REPORT);
        let path = out.path(&file);
        let text = out.read(&file);
        let text = text.with_context(|| format!("failed to read `{}`", path.display()))?;
        let report: Report = serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand `{}`", path.display()))?;
        outputs.write(&report, out, &folder)?;
    }
    Ok(())
}
