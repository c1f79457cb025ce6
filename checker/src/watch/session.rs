//! What `watch` is given, and what it needs of the rest of the program.
//!
//! The traits are narrow so that the loop can be tested with fakes, and so that
//! this room depends neither on reporters nor on commands.

use crate::course::{Course, Exercise, Lesson};
use crate::event::Event;
use crate::verdict::Verdict;
use crate::watch::Cancel;
use report::Location;
use std::sync::Arc;

/// Everything that one `workbook watch` works with.
pub struct Session {
    /// The course.
    pub course: Arc<Course>,
    /// Judges answers, on a thread of its own.
    pub judge: Arc<dyn Judging>,
    /// Remembers what is done.
    pub progress: Box<dyn KeepsProgress>,
    /// What the other commands do, for the keys that ask for it.
    pub actions: Box<dyn Actions>,
    /// The command line.
    pub options: Options,
    /// Shown once at the start, such as a state file that was rebuilt.
    pub notices: Vec<String>,
}

/// The command line, as far as it concerns `watch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// What a pass does.
    pub advance: Advance,
    /// How changes of files are noticed.
    pub news: FileNews,
    /// What happens to what was on the screen before.
    pub history: History,
    /// Whether to use colours.
    pub colors: bool,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
}

/// What a pass does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advance {
    /// The verdict stays until `n` or a save of the next file.
    Ask,
    /// The next exercise is judged at once.
    Auto,
}

/// How changes of files are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileNews {
    /// By the system's events, and by polling where there are none.
    Events,
    /// By looking every now and then.
    Polling,
}

/// What happens to what was on the screen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// A screen of its own, which is gone at the end and leaves what was there.
    OwnScreen,
    /// Each verdict is added below the last one (`--no-clear`).
    Kept,
}

/// How text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// In columns.
    pub width: usize,
    /// Whether to use colours.
    pub colors: bool,
    /// Whether to use more than ASCII.
    pub unicode: bool,
}

/// Judges answers.
pub trait Judging: Send + Sync {
    /// Judge the learner's own file. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// When the checker could not do its work; the learner is not to blame.
    fn exercise(
        &self,
        exercise: &Exercise,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>>;

    /// Have built what exercises of later lessons need, while nobody waits for it.
    /// Called after the first verdict.
    ///
    /// # Errors
    ///
    /// When it cannot be built now.
    fn build_ahead(&self, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<()>;
}

/// Remembers what is done. Nothing but [`KeepsProgress::save`] touches the disk.
pub trait KeepsProgress {
    /// The name of the exercise to go on with.
    fn current(&self) -> String;
    /// Go on with this one from now on.
    fn set_current(&mut self, name: &str);
    /// Whether it has passed.
    fn is_done(&self, name: &str) -> bool;
    /// A verdict on the content with this hash.
    fn record(&mut self, name: &str, passed: bool, content_hash: &str);
    /// It was put back to how it was shipped.
    fn forget(&mut self, name: &str);
    /// This many layers of hints have been seen.
    fn hints_seen(&mut self, name: &str, layers: usize);
    /// Write it down.
    ///
    /// # Errors
    ///
    /// When the disk is full or the folder read-only. What was to be saved
    /// stays in memory and is part of the next attempt.
    fn save(&mut self) -> anyhow::Result<()>;
}

/// What the other commands do. Each text may hold colours if `look` wants them.
pub trait Actions {
    /// The verdict in words and pictures.
    fn verdict(&self, verdict: &Verdict, exercise: &Exercise, look: &Look) -> String;

    /// The text of a lesson.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn lesson(&self, lesson: &Lesson, look: &Look) -> anyhow::Result<String>;

    /// What differs between the learner's answer and the solution.
    ///
    /// # Errors
    ///
    /// When there is no solution or a file cannot be read.
    fn solution_diff(&self, exercise: &Exercise, look: &Look) -> anyhow::Result<String>;

    /// Open the file in an editor that does not need this terminal; says in
    /// one line what was done.
    ///
    /// # Errors
    ///
    /// When no editor could be started.
    fn open(&self, exercise: &Exercise, at: Option<&Location>) -> anyhow::Result<String>;

    /// How to get back a file that is missing.
    fn way_back(&self, exercise: &Exercise) -> String;

    /// Put the file back to how it was shipped, with a backup; says in one
    /// line what was done.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    fn reset(&self, exercise: &Exercise) -> anyhow::Result<String>;
}
