//! A judge that is made when the first answer is judged: the screen does not wait
//! for the crates that exercises use.

use crate::course::{Course, Exercise};
use crate::event::Event;
use crate::judge::{Judge, Settings};
use crate::process::Cancel;
use crate::verdict::Verdict;
use crate::watch;
use std::sync::{Arc, Mutex, PoisonError};

pub(in crate::command) struct WhenNeeded {
    course: Arc<Course>,
    settings: Settings,
    /// Asked for by the thread that judges; the one that builds ahead comes later.
    made: Mutex<Option<Arc<Judge>>>,
}

impl WhenNeeded {
    pub(in crate::command) fn new(course: Arc<Course>, settings: Settings) -> Self {
        Self {
            course,
            settings,
            made: Mutex::default(),
        }
    }

    /// What cannot be made now is tried again when it is needed again.
    fn judge(&self, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<Arc<Judge>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(judge) = &*made {
            return Ok(Arc::clone(judge));
        }
        let judge = Judge::new(Arc::clone(&self.course), self.settings.clone(), on_event)?;
        Ok(Arc::clone(made.insert(Arc::new(judge))))
    }
}

impl watch::Judging for WhenNeeded {
    fn exercise(
        &self,
        exercise: &Exercise,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        self.judge(on_event)?.exercise(exercise, cancel, on_event)
    }

    fn build_ahead(&self, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<()> {
        self.judge(on_event)?.build_ahead(on_event)
    }
}
