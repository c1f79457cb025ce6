//! `workbook grade merge DIR..`

use super::class::{Class, ensure_one_report};
use super::finish::finish;
use super::screen::Screen;
use crate::cli::GradeMergeArgs;
use crate::command::context::Context;
use crate::exit::Failure;
use crate::grade::{Book, Desk, Shards, Store, Summary, merge, write_absent};
use anyhow::bail;

pub(super) fn execute(args: &GradeMergeArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let class = Class::of(&args.results, context)?;
    let secret = Class::secret(&args.results, true, context)?;
    let mut shards = Shards::read(&args.shards, &secret)?;
    let course = &class.course;
    if shards.run.course != course.id || shards.run.policy != class.policy {
        let text = "the shards were graded with another course or with other points; name the \
                    same --course, --policy and --late";
        bail!(Failure::Usage(text.to_owned()));
    }
    let submissions = shards.submissions()?;
    ensure_one_report(&class.outputs, submissions.len())?;
    class.warn_of_strangers(submissions.iter().map(|one| one.id.as_str()), context);
    let ids: Vec<_> = submissions.iter().map(|one| one.id.clone()).collect();
    let overrides = class.overrides(&ids)?;
    shards.run.overridden = !overrides.is_empty();
    shards.run.people = class.people();
    let (out, _lock) = shards.run.claim(&class.out, false, &secret)?;
    let store = Store::new(out.clone(), secret.clone());
    let book = Book::new(course, &class.worths, shards.stores());
    let desk = Desk {
        course,
        out: out.clone(),
        secret: secret.clone(),
        class: None,
        outputs: &class.outputs,
        rustc: shards.run.rustc.clone(),
        timeout_scale: shards.run.timeout_scale,
        due: class.due.clone(),
        late: class.late,
        overrides: &overrides,
        single: submissions.len() == 1,
    };
    let screen = Screen::new(submissions.len(), context);
    let mut summary = Summary::default();
    let line = args.results.fail_under;
    merge(
        &submissions,
        &shards,
        &book,
        &desk,
        &store,
        &mut |id, brief| {
            summary.add(id, brief, line);
            screen.done(id, Some(brief), context);
            Ok(())
        },
    )?;
    screen.clear();
    summary.absent = write_absent(&book, &desk, class.roster.as_ref(), &ids)?;
    class.write_gradebook((&out, &secret), &ids, &summary.absent)?;
    let table = summary.table(course);
    finish(&table, &summary, &class, &out, &ids, line, context)
}
