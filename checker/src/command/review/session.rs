//! A watch over the copies.

use crate::cli::ReviewArgs;
use crate::command::context::{Context, Tests};
use crate::command::watch::{Actions, WhenNeeded};
use crate::course::{Course, Exercise};
use crate::progress::Progress;
use crate::watch::{self, KeepsProgress};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn watch(
    part: &Arc<Course>,
    first: &Exercise,
    progress: Progress,
    args: &ReviewArgs,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    let _lock = Progress::lock_watch(part)?;
    let (settings, mut notices) = context.settings(part, Tests::OfOneExercise)?;
    notices.push(
        "a review: these are copies as they were shipped, and your answers are not touched"
            .to_owned(),
    );
    watch::watch(watch::Session {
        course: Arc::clone(part),
        judge: Arc::new(WhenNeeded::new(Arc::clone(part), settings)),
        progress: Box::new(Reviews {
            progress,
            current: first.name.to_string(),
            passed: BTreeSet::new(),
        }),
        actions: Box::new(Actions {
            course: Arc::clone(part),
            editor: args.editor.clone(),
        }),
        options: watch::Options {
            advance: watch::Advance::Ask,
            news: watch::FileNews::Events,
            history: watch::History::OwnScreen,
            colors: context.look.colors,
            unicode: context.look.unicode,
        },
        notices,
    })
}

/// Notes reviews. Where the learner is in the course, and what is known of the
/// answers, stays as it is.
struct Reviews {
    progress: Progress,
    current: String,
    passed: BTreeSet<String>,
}

impl KeepsProgress for Reviews {
    fn current(&self) -> String {
        self.current.clone()
    }

    fn set_current(&mut self, name: &str) {
        name.clone_into(&mut self.current);
    }

    fn is_done(&self, name: &str) -> bool {
        self.passed.contains(name)
    }

    fn record(&mut self, name: &str, passed: bool, content_hash: &str) {
        self.progress.record_review(name, passed, content_hash);
        if passed {
            self.passed.insert(name.to_owned());
        }
    }

    fn forget(&mut self, name: &str) {
        self.passed.remove(name);
    }

    fn hints_seen(&mut self, _name: &str, _layers: usize) {}

    fn save(&mut self) -> anyhow::Result<()> {
        self.progress.save()
    }
}
