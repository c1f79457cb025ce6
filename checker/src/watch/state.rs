//! What a watch knows, and what it decides: (state, event) to effects.
//!
//! No I/O and no clock: the time comes with each event, so every case is a test.

mod batch;
mod command_keys;
mod judging;
mod list;
mod moving;
mod reader;
mod saves;
#[cfg(test)]
pub(super) mod tests;

pub(super) use judging::{Job, Run, Shown, Step};
pub(super) use list::{Filter, List, Typing};
pub(super) use reader::Reader;

use crate::course::{Course, Exercise};
use crate::exit;
use crate::watch::Advance;
use crate::watch::content::Content;
use crate::watch::effect::Effect;
use crate::watch::watch_event::{Place, RunId, Signal, Size, WatchEvent};
use batch::Batch;
use saves::Settling;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// Everything that a watch knows.
pub(super) struct State {
    pub(super) course: Arc<Course>,
    /// One for each exercise of the course, in its order.
    pub(super) slots: Vec<Slot>,
    /// The exercise on the screen.
    pub(super) current: Place,
    /// What the screen says about it.
    pub(super) shown: Shown,
    /// What is being judged.
    pub(super) run: Option<Run>,
    /// What lies over the verdict.
    pub(super) view: View,
    /// A question that the next key answers.
    pub(super) asking: Option<Question>,
    /// One line until the next key or run.
    pub(super) notice: Option<String>,
    /// Why progress cannot be saved.
    pub(super) unsaved: Option<String>,
    /// How many crates are built for later lessons, and of how many.
    pub(super) ahead: Option<(usize, usize)>,
    pub(super) attention: Attention,
    pub(super) size: Size,
    pub(super) now: Instant,
    /// The learner has not saved anything yet.
    pub(super) untouched: bool,
    advance: Advance,
    /// The lesson was shown for the build that is under way.
    offered: bool,
    /// The content that the screen speaks of.
    judged: Option<Content>,
    settling: BTreeMap<Place, Settling>,
    /// What else has changed.
    batch: Option<Batch>,
    /// When the current file changed, until its verdict is there.
    changed: Option<Instant>,
    last_run: RunId,
}

/// What is known about one exercise.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) done: bool,
    /// Layers of hints on the screen.
    pub(super) hints: usize,
    /// What its file held when it was last looked at.
    pub(super) content: Content,
    /// The last text that it held, also while the file is missing.
    last_text: Option<String>,
}

/// What lies over the verdict.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum View {
    /// Nothing.
    Verdict,
    /// The list of exercises.
    List(List),
    /// A text that can be scrolled.
    Reader(Reader),
    /// The keys, which can be scrolled as well.
    Help(Reader),
}

/// A question that the next key answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Put this exercise back to how it was shipped?
    Reset(Place),
}

/// Whether saves are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attention {
    Watching,
    Paused,
}

impl State {
    /// A watch that has not begun: `current` is where to go on.
    pub(super) fn new(
        course: Arc<Course>,
        slots: Vec<Slot>,
        current: Place,
        advance: Advance,
        size: Size,
        now: Instant,
    ) -> Self {
        Self {
            untouched: slots.iter().all(|slot| !slot.done),
            course,
            slots,
            current,
            shown: Shown::Nothing,
            run: None,
            view: View::Verdict,
            asking: None,
            notice: None,
            unsaved: None,
            ahead: None,
            attention: Attention::Watching,
            size,
            now,
            advance,
            offered: false,
            judged: None,
            settling: BTreeMap::new(),
            batch: None,
            changed: None,
            last_run: 0,
        }
    }

    /// Something happened: take it in, and say what to do.
    pub(super) fn handle(&mut self, event: WatchEvent, now: Instant) -> Vec<Effect> {
        self.now = now;
        match event {
            WatchEvent::Started => self.judge_current(),
            WatchEvent::Key(key) => self.press(key),
            WatchEvent::InputClosed => self.quit(exit::OK),
            WatchEvent::Maybe(places) => self.look_soon(places),
            WatchEvent::FolderReplaced => {
                let mut effects = vec![Effect::WatchAgain];
                effects.extend(self.look_soon(self.places()));
                effects
            }
            WatchEvent::Polling(reason) => {
                let line = format!("{reason}; looking for changes four times a second");
                // At the start there may be a notice that nobody has read yet.
                let before = self.notice.take().map(|before| before + "\n");
                self.notice = Some(before.unwrap_or_default() + &line);
                Vec::new()
            }
            WatchEvent::Contents(contents) => self.take_in(contents),
            WatchEvent::Git(git) => self.told_of_git(git),
            WatchEvent::Story { run, event } => self.follow(run, *event),
            WatchEvent::BuildingAhead { done, total } => {
                self.ahead = Some((done, total));
                Vec::new()
            }
            WatchEvent::BuiltAhead(built) => {
                self.ahead = None;
                if let Err(error) = built {
                    self.notice = Some(format!(
                        "what later lessons need is not built yet, and is tried again when it is \
                         needed: {error}"
                    ));
                }
                Vec::new()
            }
            WatchEvent::Judged { run, outcome } => self.judged(run, *outcome),
            WatchEvent::CheckedOne {
                run,
                place,
                passed,
                content,
            } => self.checked_one(run, place, passed, &content),
            WatchEvent::CheckedAll { run, error } => self.checked_all(run, error),
            WatchEvent::Recorded { place, done } => {
                self.slots[place].done = done;
                Vec::new()
            }
            WatchEvent::Saved(result) => {
                self.unsaved = result.err();
                Vec::new()
            }
            WatchEvent::Text { title, text, sort } => {
                self.open_text(title, text, sort);
                Vec::new()
            }
            WatchEvent::Notice(line) => {
                self.notice = Some(line);
                Vec::new()
            }
            WatchEvent::Resized(size) => {
                self.size = size;
                vec![Effect::Redraw]
            }
            WatchEvent::Signal(signal) => self.signalled(signal),
            WatchEvent::Time => {
                let mut effects = self.look_at_settled();
                effects.extend(self.ask_about_batch());
                effects
            }
        }
    }

    /// When to wake this state with [`WatchEvent::Time`] if nothing happens
    /// before; `None` while there is nothing to wait for.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let settled = self.settling.values().map(|settling| settling.due).min();
        let clock = self.run.as_ref().map(|run| run.next_tick(self.now));
        let batch = self.batch.as_ref().map(|batch| batch.due);
        settled.into_iter().chain(clock).chain(batch).min()
    }

    /// The exercise on the screen.
    pub(super) fn exercise(&self) -> &Exercise {
        &self.course.exercises[self.current]
    }

    /// How many are done.
    pub(super) fn done(&self) -> usize {
        self.slots.iter().filter(|slot| slot.done).count()
    }

    fn places(&self) -> Vec<Place> {
        (0..self.slots.len()).collect()
    }

    fn signalled(&mut self, signal: Signal) -> Vec<Effect> {
        match signal {
            Signal::Interrupt => self.quit(exit::INTERRUPTED),
            Signal::Terminate => self.quit(exit::TERMINATED),
            Signal::Continue => self.continued(),
        }
    }

    fn suspend(&mut self) -> Vec<Effect> {
        let mut effects = self.cancel();
        if !effects.is_empty() {
            self.shown = Shown::Nothing;
            self.judged = None;
        }
        effects.push(Effect::Suspend);
        effects
    }

    fn continued(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::Redraw];
        // Time went by that a run over one exercise must not be charged with.
        let interrupted = self.run.as_ref().is_some_and(|run| run.job == Job::One);
        if interrupted || self.is_unjudged() {
            effects.extend(self.judge_current());
        }
        effects
    }

    fn quit(&mut self, code: u8) -> Vec<Effect> {
        let mut effects = self.cancel();
        effects.push(Effect::Quit(code));
        effects
    }
}

impl Slot {
    /// An exercise with this in its file.
    pub(super) fn new(done: bool, content: Content) -> Self {
        let mut slot = Self {
            done,
            hints: 0,
            content: Content::Missing,
            last_text: None,
        };
        slot.set_content(content);
        slot
    }

    fn set_content(&mut self, content: Content) {
        if let Content::Text(hash) = &content {
            self.last_text = Some(hash.clone());
        }
        self.content = content;
    }
}
