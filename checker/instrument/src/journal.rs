//! What a service was asked to do, when, and how each call ended.
//!
//! A service keeps its [`Recorder`] to itself and hands out [`Journal`]s, so
//! nothing that is read here can be written by the code under test.

use crate::observe::{self, Moment, Span, Unseen};
use report::{Activity, Clock, End};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::task;

/// No exercise makes more calls than this; code that never stops calling must
/// not fill the memory. Calls beyond are counted while they are under way, and
/// not written down.
const MOST_CALLS: usize = 100_000;

/// What is known of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// What was asked for: `user 7`.
    pub item: String,
    /// The task that made the call; `None` outside of tasks, which is also so
    /// directly under `block_on` and in `main`.
    pub task: Option<task::Id>,
    /// The thread that made the call.
    pub thread: ThreadId,
    /// When it began, since the start of the run.
    pub start: Duration,
    /// When it ended; `None` while it runs.
    pub end: Option<Duration>,
    /// How it ended; [`End::Open`] while it runs.
    pub how: End,
}

/// What a service was asked to do, when, and how each call ended. Clones read
/// the same journal.
#[derive(Debug, Clone)]
pub struct Journal {
    shared: Arc<Mutex<Page>>,
}

impl Journal {
    /// Every call in the order in which they began.
    #[must_use]
    pub fn calls(&self) -> Vec<CallRecord> {
        self.page().calls.clone()
    }

    /// What happened, in order, a line each: `start user 7`, `end user 7`,
    /// `drop user 7`, `panic user 7`.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.page().lines.clone()
    }

    /// How many calls are under way now.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.page().in_flight
    }

    /// The most calls that were ever under way at the same moment.
    #[must_use]
    pub fn peak(&self) -> usize {
        self.page().peak
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes a journal. Everything that is simulated has one of its own; where
/// several are to share one, give it to each: [`crate::world::Recorded`].
#[derive(Debug, Clone)]
pub struct Recorder {
    journal: Journal,
    activity: Option<Activity>,
    clock: Option<LogicalClock>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

impl Recorder {
    /// An empty journal. Times are read from the clock of the run.
    #[must_use]
    pub fn new() -> Self {
        let shared = Arc::default();
        Self {
            journal: Journal { shared },
            activity: None,
            clock: None,
        }
    }

    /// The same journal, for calls that do this while they are under way.
    #[must_use]
    pub fn doing(self, activity: Activity) -> Self {
        Self {
            activity: Some(activity),
            ..self
        }
    }

    /// An empty journal of calls that block their thread; times are read from `clock`.
    #[must_use]
    pub fn with_clock(clock: LogicalClock) -> Self {
        Self {
            clock: Some(clock),
            ..Self::new().doing(Activity::Blocking)
        }
    }

    /// A call begins. It ends with [`Call::finish`], or is dropped.
    #[must_use = "a call that is dropped was cancelled"]
    pub fn begin(&self, item: impl Into<String>) -> Call {
        let _unseen = Unseen::begins();
        self.begin_named(item.into())
    }

    /// What is written so far, and what will be.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.journal.clone()
    }

    fn begin_named(&self, item: String) -> Call {
        let now = self.now();
        let span = Span::start_at(&item, self.activity, now);
        let index = self.journal.page().begin(item, now.at);
        Call {
            recorder: self.clone(),
            span,
            index,
            ended: false,
        }
    }

    fn now(&self) -> Moment {
        match &self.clock {
            Some(clock) => Moment {
                clock: Clock::Virtual,
                at: clock.now(),
            },
            None => observe::now(),
        }
    }
}

/// A call that is under way. Dropped before [`Call::finish`], it was cancelled.
#[derive(Debug)]
pub struct Call {
    recorder: Recorder,
    span: Span,
    /// Where it is written down, if it is.
    index: Option<usize>,
    ended: bool,
}

impl Call {
    /// It ran to its end.
    pub fn finish(mut self) {
        self.end(End::Finished);
    }

    fn end(&mut self, how: End) {
        let _unseen = Unseen::begins();
        self.ended = true;
        let now = self.recorder.now();
        // In this order: no more calls are ever under way than there are spans.
        self.recorder.journal.page().end(self.index, how, now.at);
        self.span.end_at(how, now);
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        if !self.ended {
            self.end(observe::how_dropped());
        }
    }
}

/// A clock that only simulated work moves.
#[derive(Debug, Clone, Default)]
pub struct LogicalClock(Arc<Mutex<Duration>>);

impl LogicalClock {
    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Duration {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Simulated work took so long.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

#[derive(Debug, Default)]
struct Page {
    calls: Vec<CallRecord>,
    lines: Vec<String>,
    in_flight: usize,
    peak: usize,
}

impl Page {
    fn begin(&mut self, item: String, start: Duration) -> Option<usize> {
        self.in_flight += 1;
        self.peak = self.peak.max(self.in_flight);
        if self.calls.len() >= MOST_CALLS {
            return None;
        }
        self.lines.push(format!("start {item}"));
        self.calls.push(CallRecord {
            item,
            task: task::try_id(),
            thread: thread::current().id(),
            start,
            end: None,
            how: End::Open,
        });
        Some(self.calls.len() - 1)
    }

    fn end(&mut self, index: Option<usize>, how: End, end: Duration) {
        self.in_flight -= 1;
        let Some(call) = index.and_then(|index| self.calls.get_mut(index)) else {
            return;
        };
        let word = match how {
            End::Finished => "end",
            End::Cancelled | End::Open => "drop",
            End::Panicked => "panic",
        };
        call.end = Some(end);
        call.how = how;
        self.lines.push(format!("{word} {}", call.item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_tells_finished_calls_from_dropped_ones() {
        let recorder = Recorder::new();
        let first = recorder.begin("a");
        drop(recorder.begin("b"));
        first.finish();
        let journal = recorder.journal();
        assert_eq!(journal.lines(), ["start a", "start b", "drop b", "end a"]);
        assert_eq!((journal.peak(), journal.in_flight()), (2, 0));
        assert_eq!(journal.calls()[1].how, End::Cancelled);
    }

    #[test]
    fn a_call_that_never_ends_stays_open() {
        let recorder = Recorder::new();
        let call = recorder.begin("a");
        let journal = recorder.journal();
        assert_eq!((journal.peak(), journal.in_flight()), (1, 1));
        assert_eq!(
            (journal.calls()[0].how, journal.calls()[0].end),
            (End::Open, None)
        );
        call.finish();
        assert_eq!(journal.calls()[0].how, End::Finished);
        assert!(journal.calls()[0].end.is_some());
    }

    #[test]
    fn a_journal_ends_somewhere_and_goes_on_counting() {
        let recorder = Recorder::new();
        for _ in 0..MOST_CALLS {
            recorder.begin("page").finish();
        }
        let (first, second) = (recorder.begin("late"), recorder.begin("late"));
        let journal = recorder.journal();
        assert_eq!((journal.peak(), journal.in_flight()), (2, 2));
        first.finish();
        drop(second);
        assert_eq!((journal.peak(), journal.in_flight()), (2, 0));
        assert_eq!(journal.calls().len(), MOST_CALLS);
        assert_eq!(journal.lines().len(), 2 * MOST_CALLS);
    }

    #[tokio::test]
    async fn a_call_knows_its_task_and_its_thread() {
        let recorder = Recorder::new();
        recorder.begin("here").finish();
        let other = recorder.clone();
        let id = tokio::spawn(async move {
            other.begin("there").finish();
            task::id()
        });
        let id = id.await.ok();
        let calls = recorder.journal().calls();
        assert_eq!((calls[0].task, calls[1].task), (None, id));
        assert_eq!(calls[0].thread, thread::current().id());
    }
}
