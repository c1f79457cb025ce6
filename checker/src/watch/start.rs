//! Puts the loop together.

use crate::course::Exercise;
use crate::exit;
use crate::process::adopt_orphans;
use crate::watch::content::Content;
use crate::watch::engine::Engine;
use crate::watch::files::Files;
use crate::watch::screen::Painter;
use crate::watch::state::{Slot, State};
use crate::watch::terminal::{self, Terminal};
use crate::watch::watch_event::WatchEvent;
use crate::watch::worker::Worker;
use crate::watch::{Session, input, signals};
use anyhow::{Context, bail};
use std::sync::mpsc::channel;
use std::time::Instant;

/// Judge each save until the learner quits; gives the exit code.
///
/// # Errors
///
/// When there is no terminal, or when it goes away.
pub fn watch(session: Session) -> anyhow::Result<u8> {
    if let Some(trouble) = terminal::trouble() {
        bail!("{trouble}");
    }
    if session.course.exercises.is_empty() {
        return Err(exit::Failure::NothingSelected("this course has no exercises".into()).into());
    }
    let Session {
        course,
        judge,
        progress,
        actions,
        options,
        notices,
    } = session;
    // What cargo leaves behind when it is stopped is ours to stop.
    adopt_orphans();
    let (sender, events) = channel();
    signals::listen(sender.clone()).context("cannot listen for signals")?;
    let mut files = Files::watch(&course, options.news, sender.clone());
    let worker = Worker::start(course.clone(), judge, sender.clone())?;

    let slot = |exercise: &Exercise| {
        let done = progress.is_done(exercise.name.as_str());
        Slot::new(done, Content::read(&course.exercise_path(exercise)))
    };
    let slots = course.exercises.iter().map(slot).collect();
    let current = progress.current();
    let current = course
        .exercises
        .iter()
        .position(|exercise| exercise.name.as_str() == current);
    let current = current.unwrap_or(0);
    let size = terminal::size();
    let state = State::new(
        course,
        slots,
        current,
        options.advance,
        size,
        Instant::now(),
    );

    let notice = (!notices.is_empty()).then(|| WatchEvent::Notice(notices.join("\n")));

    // From here on the terminal is ours, and every way out gives it back.
    let tty = Terminal::take().context("cannot take the terminal")?;
    input::listen(sender)?;
    let engine = Engine {
        state,
        tty,
        painter: Painter::default(),
        worker,
        progress,
        actions,
        options,
        watch_again: Box::new(move || files.watch_again()),
        queue: notice.into_iter().collect(),
        words: None,
        way_back: None,
    };
    engine.run(&events).context("the terminal is gone")
}
