//! What the state wants done. The engine does it and tells what came of it.

use crate::watch::watch_event::{Place, RunId};
use report::Location;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Effect {
    /// Look at these files; comes back as `Contents`.
    Read(Vec<Place>),
    /// Find out what git has to do with a change of this file; comes back as `Git`.
    AskGit(Place),
    /// Judge one exercise; comes back as `Story` and `Judged`.
    Judge {
        /// The run's id.
        run: RunId,
        /// The exercise.
        place: Place,
    },
    /// Judge all of them; comes back as `CheckedOne` and `CheckedAll`.
    CheckAll {
        /// The run's id.
        run: RunId,
    },
    /// Stop the run that is under way.
    Cancel,
    /// Write a verdict down.
    Record {
        /// The exercise.
        place: Place,
        /// Whether it passed.
        passed: bool,
        /// Of the content that was judged.
        hash: String,
    },
    /// Write down where to go on.
    SetCurrent(Place),
    /// Write down how many layers of hints were seen.
    HintsSeen {
        /// The exercise.
        place: Place,
        /// So many.
        layers: usize,
    },
    /// Open the file in an editor.
    Open {
        /// The exercise.
        place: Place,
        /// Where the verdict points to.
        at: Option<Location>,
    },
    /// Put the file back to how it was shipped.
    Reset(Place),
    /// Show the whole verdict that is on the screen.
    ShowVerdict,
    /// Show the lesson of this exercise.
    ShowLesson(Place),
    /// The same while crates are built, where it has a text.
    OfferLesson(Place),
    /// Show how the answer differs from the solution.
    ShowDiff(Place),
    /// Watch the folder of exercises again, which was replaced.
    WatchAgain,
    /// Draw everything anew.
    Redraw,
    /// Hand the terminal back and stop until we are continued.
    Suspend,
    /// End with this exit code.
    Quit(u8),
}
