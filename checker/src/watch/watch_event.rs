//! Everything that can happen to a watch, in one enum.

use crate::event::Event;
use crate::verdict::Verdict;
use crate::watch::content::Content;
use crate::watch::keys::Key;
use crate::watch::repository::Git;

/// Tells runs apart, so that news of a cancelled one is not taken for news of
/// the one that replaced it.
pub(super) type RunId = u64;

/// An exercise, by its place in the course.
pub(super) type Place = usize;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum WatchEvent {
    /// The first of all.
    Started,
    /// A key was pressed.
    Key(Key),
    /// Nobody will press a key any more.
    InputClosed,
    /// Something happened to these files, or near the exercises where there are
    /// none named. Only their content says whether it matters.
    Maybe(Vec<Place>),
    /// The folder of exercises itself came back, or a link to an exercise leads
    /// elsewhere.
    FolderReplaced,
    /// There are no file events; changes are looked for instead. Says why.
    Polling(String),
    /// What is in these files now.
    Contents(Vec<(Place, Content)>),
    /// What git has to do with what changed.
    Git(Git),
    /// The judge tells its story.
    Story {
        /// Of this run.
        run: RunId,
        /// What happened.
        event: Box<Event>,
    },
    /// How far the building for later lessons is.
    BuildingAhead {
        /// So many crates are there.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// It has ended, or cannot go on for this reason.
    BuiltAhead(Result<(), String>),
    /// A run has ended.
    Judged {
        /// This one.
        run: RunId,
        /// What it came to.
        outcome: Box<Outcome>,
    },
    /// One exercise of a run over all of them has been judged.
    CheckedOne {
        /// The run.
        run: RunId,
        /// The exercise.
        place: Place,
        /// Whether it passed; `None` where its file is not there.
        passed: Option<bool>,
        /// The content that was judged.
        content: Content,
    },
    /// A run over all exercises has ended, with a message if it ended early.
    CheckedAll {
        /// The run.
        run: RunId,
        /// Why it could not go on.
        error: Option<String>,
    },
    /// What the memory says after a verdict was recorded.
    Recorded {
        /// The exercise.
        place: Place,
        /// Whether it is done.
        done: bool,
    },
    /// Saving the progress did not work (the reason), or works again.
    Saved(Result<(), String>),
    /// A text to read, asked for by a key.
    Text {
        /// What it is.
        title: String,
        /// The text, perhaps with colours.
        text: String,
        /// What it is shown for.
        sort: Sort,
    },
    /// One line to show until something else is.
    Notice(String),
    /// The terminal has another size.
    Resized(Size),
    /// The program was sent a signal.
    Signal(Signal),
    /// A deadline that the state asked for has come.
    Time,
}

/// What a run over one exercise came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    /// The file when the run began.
    pub(super) before: Content,
    /// The file when it had ended.
    pub(super) after: Content,
    /// `None` when cancelled; an error where the checker is at fault.
    pub(super) verdict: Result<Option<Verdict>, String>,
}

/// What a text is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Somebody asked for it.
    Asked,
    /// Somebody asked for the lesson.
    Lesson,
    /// The lesson, to read while crates are built.
    Meanwhile,
    /// The same when they are there, and somebody reads on.
    Ready,
}

/// The terminal's size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// How wide.
    pub(super) columns: usize,
    /// How high.
    pub(super) rows: usize,
}

impl Size {
    /// The columns that are written to. The last one stays empty: after it,
    /// terminals differ in where the cursor is.
    pub(super) fn width(self) -> usize {
        self.columns.saturating_sub(1).max(1)
    }
}

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// SIGINT.
    Interrupt,
    /// SIGTERM and SIGHUP.
    Terminate,
    /// SIGCONT: we were stopped, and the terminal may have been used by others.
    Continue,
}
