//! `workbook watch`: what the loop needs of the other rooms.

mod when_needed;

use super::context::{Context, Tests};
use super::{lesson, open, reset, select, solution};
use crate::cli::{Advance, WatchArgs};
use crate::course::{Course, Exercise, Lesson};
use crate::progress::{Progress, Status};
use crate::reporter::{self, Page, text};
use crate::restore;
use crate::verdict::Verdict;
use crate::watch;
use anyhow::bail;
use report::Location;
use std::sync::Arc;
pub(super) use when_needed::WhenNeeded;

pub(super) fn execute(args: &WatchArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    // Asked before anything is built: it would be built for nothing.
    if !(context.terminals.stdin && context.terminals.stdout) {
        bail!("watch needs a terminal; use `workbook check` or `workbook run` without one");
    }
    let whole = context.course()?;
    let course = select::part(&whole, &args.part)?;
    let (mut progress, notice) = Progress::load(&whole)?;
    match &args.name {
        Some(name) => {
            let exercise = select::exercise(&course, name)?;
            progress.set_current(exercise.name.as_str());
        }
        // Nobody asked for a part to be shown what lies outside of it.
        None if course.find(progress.current()).is_none() => {
            let first = progress.next_pending(&course).or(course.exercises.first());
            if let Some(first) = first {
                progress.set_current(first.name.as_str());
            }
        }
        None => {}
    }
    let _lock = Progress::lock_watch(&course)?;
    let (settings, mut notices) = context.settings(&whole, Tests::OfOneExercise)?;
    notices.extend(notice);
    watch::watch(watch::Session {
        course: Arc::clone(&course),
        judge: Arc::new(WhenNeeded::new(whole, settings)),
        progress: Box::new(progress),
        actions: Box::new(Actions {
            course,
            editor: args.editor.clone(),
        }),
        options: options(args, context),
        notices,
    })
}

fn options(args: &WatchArgs, context: &Context<'_>) -> watch::Options {
    watch::Options {
        advance: match args.advance {
            Advance::Ask => watch::Advance::Ask,
            Advance::Auto => watch::Advance::Auto,
        },
        news: match args.poll {
            true => watch::FileNews::Polling,
            false => watch::FileNews::Events,
        },
        history: match args.no_clear {
            true => watch::History::Kept,
            false => watch::History::OwnScreen,
        },
        colors: context.look.colors,
        unicode: context.look.unicode,
    }
}

impl watch::KeepsProgress for Progress {
    fn current(&self) -> String {
        self.current().to_owned()
    }

    fn set_current(&mut self, name: &str) {
        self.set_current(name);
    }

    fn is_done(&self, name: &str) -> bool {
        self.status(name) == Status::Done
    }

    fn record(&mut self, name: &str, passed: bool, content_hash: &str) {
        self.record(name, passed, content_hash);
    }

    fn forget(&mut self, name: &str) {
        self.mark_pending(name);
    }

    fn hints_seen(&mut self, name: &str, layers: usize) {
        while self.hint_level(name) < layers {
            self.raise_hint_level(name, layers);
        }
    }

    fn save(&mut self) -> anyhow::Result<()> {
        self.save()
    }
}

/// What the keys of `watch` ask for.
pub(super) struct Actions {
    pub(super) course: Arc<Course>,
    pub(super) editor: Option<String>,
}

impl watch::Actions for Actions {
    fn verdict(&self, verdict: &Verdict, exercise: &Exercise, look: &watch::Look) -> String {
        let look = here(look);
        let text = text::verdict(verdict, exercise, &self.course, &look);
        let mut proved = Page::new(&look);
        text::proved(verdict, exercise, &mut proved);
        match proved.into_text() {
            proved if proved.is_empty() => text,
            proved => format!("{text}\n{proved}"),
        }
    }

    fn lesson(&self, lesson: &Lesson, look: &watch::Look) -> anyhow::Result<String> {
        lesson::text(&self.course, lesson, &here(look))
    }

    fn solution_diff(&self, exercise: &Exercise, look: &watch::Look) -> anyhow::Result<String> {
        solution::diff(&self.course, exercise, &here(look))
    }

    fn open(&self, exercise: &Exercise, at: Option<&Location>) -> anyhow::Result<String> {
        open::open(self.editor.as_deref(), &self.course, exercise, at)
    }

    fn way_back(&self, exercise: &Exercise) -> String {
        restore::way_back(&self.course, exercise)
    }

    fn reset(&self, exercise: &Exercise) -> anyhow::Result<String> {
        reset::reset(&self.course, exercise)
    }
}

fn here(look: &watch::Look) -> reporter::Look {
    reporter::Look {
        width: look.width,
        colors: look.colors,
        unicode: look.unicode,
    }
}
