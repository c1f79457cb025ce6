//! A class is graded: answers that nobody has judged are, and each submission gets its
//! report.

use super::class::Class;
use super::judging;
use super::screen::Screen;
use crate::cli::GradeRunArgs;
use crate::command::context::{Context, jobs};
use crate::command::interrupt::Interrupt;
use crate::grade::{
    Book, Desk, Entry, Folder, Happened, Outputs, Overrides, Pool, Recipe, RunFile, Secret, Store,
    Summary, Taker, Workers, write_absent,
};
use anyhow::Context as _;

/// What is graded, and by what.
pub(super) struct Work<'a> {
    pub(super) args: &'a GradeRunArgs,
    pub(super) class: &'a Class,
    pub(super) overrides: &'a Overrides,
    pub(super) entries: &'a [Entry],
    pub(super) recipes: &'a [Recipe],
    pub(super) run: &'a RunFile,
    pub(super) secret: &'a Secret,
}

/// Where it is written to.
pub(super) struct Place<'a> {
    /// Where reports go.
    pub(super) out: &'a Folder,
    /// Where verdicts are.
    pub(super) store: Store,
    /// What is written beside the reports.
    pub(super) outputs: &'a Outputs,
}

impl Work<'_> {
    /// The ids of the submissions, in order.
    pub(super) fn ids(&self) -> Vec<String> {
        let entries = self.entries.iter();
        entries.map(|one| one.submission.id.clone()).collect()
    }

    /// Takes answers out of submissions.
    pub(super) fn taker(&self) -> Taker<'_> {
        Taker::new(&self.class.course, self.recipes, self.args.no_cache)
    }

    pub(super) fn grade(
        &self,
        place: Place<'_>,
        interrupt: &Interrupt,
        context: &mut Context<'_>,
    ) -> anyhow::Result<Summary> {
        let (args, class, entries, run) = (self.args, self.class, self.entries, self.run);
        let course = &class.course;
        let taker = self.taker();
        let book = Book::new(course, &class.worths, vec![place.store]);
        let desk = Desk {
            course,
            out: place.out.clone(),
            secret: self.secret.clone(),
            class: run.class.clone(),
            outputs: place.outputs,
            rustc: run.rustc.clone(),
            timeout_scale: run.timeout_scale,
            due: class.due.clone(),
            late: class.late,
            overrides: self.overrides,
            single: entries.len() == 1,
        };
        let call = judging::call(args, context)?;
        let workers = Workers::new(
            &call,
            run.judging.clone(),
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
            summary.absent = write_absent(&book, &desk, class.roster.as_ref(), &self.ids())?;
        }
        Ok(summary)
    }
}
