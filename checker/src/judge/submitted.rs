//! Judging what somebody handed in.

use super::admission::Admission;
use super::private::Private;
use super::{Judge, Mode, Whose};
use crate::classify;
use crate::compile::Job;
use crate::course::Exercise;
use crate::event::Event;
use crate::intake;
use crate::process::Cancel;
use crate::verdict::Verdict;

impl Judge {
    /// Judge `text`, which was handed in as an answer, for a grade: in a folder
    /// that holds nothing else, that nobody else may read, and that is gone
    /// afterwards. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn submitted(
        &self,
        exercise: &Exercise,
        text: &[u8],
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        self.handed_in(exercise, text, Whose::Learners, cancel, on_event)
    }

    pub(super) fn handed_in(
        &self,
        exercise: &Exercise,
        text: &[u8],
        whose: Whose,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let private = Private::with(&self.builds, &self.course.shown_path(exercise), text)?;
        let job = Job {
            course: &self.course,
            exercise,
            answer: &private.file,
            root: &private.source,
            folder: &private.build,
            incremental: false,
        };
        let admission = match intake::readable(text) {
            Ok(_) => self.admit(exercise, &private.file, Mode::Grading)?,
            Err(why) => Admission {
                findings: vec![classify::unreadable(why)],
                ..Admission::default()
            },
        };
        self.admitted(&job, &admission, whose, cancel, on_event)
    }
}
