//! Where pieces of work announce their start and their end. The harness of the
//! hidden tests listens; in a plain `cargo run` nobody does.
//!
//! What is announced here is drawn, never judged: proofs read journals.

use report::{Activity, Clock, End, SpanId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use tokio::task;

static OBSERVER: OnceLock<Box<dyn Observer>> = OnceLock::new();

/// A time since the start of the run, and the clock that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The clock.
    pub clock: Clock,
    /// Since the start of the run.
    pub at: Duration,
}

/// A piece of work that begins.
#[derive(Debug, Clone, Copy)]
pub struct Begin<'a> {
    /// What it is.
    pub item: &'a str,
    /// The task or the thread that does it.
    pub lane: &'a str,
    /// It is none itself, but waits for what others do.
    pub waits: bool,
    /// What it does, where that is known.
    pub activity: Option<Activity>,
    /// When.
    pub at: Moment,
}

/// Who wants to know.
pub trait Observer: Send + Sync {
    /// The time, for work that has no clock of its own.
    fn now(&self) -> Moment;
    /// A piece of work began.
    fn started(&self, begin: Begin<'_>) -> SpanId;
    /// A piece of work ended.
    fn ended(&self, id: SpanId, how: End, at: Moment);
    /// What comes now is ours and not the answer's. `true` where its steps were looked at,
    /// and [`Observer::looks_again`] has to be called.
    fn looks_away(&self) -> bool {
        false
    }
    /// What comes now is the answer's.
    fn looks_again(&self) {}
}

/// For as long as this lives, what is done is ours and not the answer's: where an answer is
/// led step by step, these are none of its steps, and would be most of them.
pub(crate) struct Unseen(Option<&'static dyn Observer>);

impl Unseen {
    #[must_use]
    pub(crate) fn begins() -> Self {
        let observer = OBSERVER.get().map(AsRef::as_ref);
        Self(observer.filter(|observer| observer.looks_away()))
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        if let Some(observer) = self.0 {
            observer.looks_again();
        }
    }
}

/// Listen from now on. The first observer stays; `false` if there was one.
pub fn install(observer: Box<dyn Observer>) -> bool {
    OBSERVER.set(observer).is_ok()
}

/// A piece of work on the timeline. Dropped before [`Span::end`], it was
/// cancelled.
#[derive(Debug)]
pub struct Span {
    id: Option<SpanId>,
}

impl Span {
    /// Work that begins now, on this thread or task.
    #[must_use]
    pub fn start(item: &str) -> Self {
        Self::start_at(item, None, now())
    }

    /// Work that begins now, on this thread or task, and does this.
    #[must_use]
    pub fn doing(activity: Activity, item: &str) -> Self {
        Self::start_at(item, Some(activity), now())
    }

    /// Work that began at this moment, on this thread or task.
    #[must_use]
    pub fn start_at(item: &str, activity: Option<Activity>, at: Moment) -> Self {
        Self::announce(Begin {
            item,
            lane: &lane(),
            waits: false,
            activity,
            at,
        })
    }

    /// Work of somebody else than this thread.
    #[must_use]
    pub fn start_on(lane: &str, item: &str, at: Moment) -> Self {
        Self::announce(Begin {
            item,
            lane,
            waits: false,
            activity: None,
            at,
        })
    }

    /// Somebody who waits for work that is drawn as well, such as the client of a
    /// service.
    #[must_use]
    pub fn waits(lane: &str, item: &str, at: Moment) -> Self {
        Self::announce(Begin {
            item,
            lane,
            waits: true,
            activity: Some(Activity::Waiting),
            at,
        })
    }

    fn announce(begin: Begin<'_>) -> Self {
        let observer = OBSERVER.get();
        let id = observer.map(|observer| observer.started(begin));
        Self { id }
    }

    /// It ran to its end.
    pub fn end(mut self) {
        self.end_at(End::Finished, now());
    }

    /// It ended in this way at this moment.
    pub fn end_at(&mut self, how: End, at: Moment) {
        if let (Some(id), Some(observer)) = (self.id.take(), OBSERVER.get()) {
            observer.ended(id, how, at);
        }
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        if self.id.is_some() {
            self.end_at(how_dropped(), now());
        }
    }
}

thread_local! {
    /// Whose panic this thread saw last.
    static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The task or thread at work here panics. The panic hook says so.
pub fn panics_here() {
    PANICKED.set(Some(lane()));
}

/// How work ended that is being dropped half-way: by a panic of its own, not by that
/// of somebody who drops a whole runtime while unwinding.
pub(crate) fn how_dropped() -> End {
    let somebody_elses =
        || PANICKED.with_borrow(|who| who.as_ref().is_some_and(|who| *who != lane()));
    match thread::panicking() && !somebody_elses() {
        true => End::Panicked,
        false => End::Cancelled,
    }
}

/// The time of the observer, else real time since somebody first asked.
#[must_use]
pub fn now() -> Moment {
    static START: OnceLock<Instant> = OnceLock::new();
    match OBSERVER.get() {
        Some(observer) => observer.now(),
        None => Moment {
            clock: Clock::Real,
            at: START.get_or_init(Instant::now).elapsed(),
        },
    }
}

/// Who is at work: the task, else the thread. Tasks and threads without a name
/// are numbered as they first appear, so that two runs read alike.
pub(crate) fn lane() -> String {
    if let Some(id) = task::try_id() {
        static TASKS: Numbers<task::Id> = LazyLock::new(Mutex::default);
        return format!("task {}", number(&TASKS, id));
    }
    let thread = thread::current();
    match thread.name() {
        Some(name) => name.to_owned(),
        None => {
            static THREADS: Numbers<thread::ThreadId> = LazyLock::new(Mutex::default);
            format!("thread {}", number(&THREADS, thread.id()))
        }
    }
}

/// A run can have many thousands of tasks.
type Numbers<T> = LazyLock<Mutex<HashMap<T, usize>>>;

fn number<T: Eq + Hash>(known: &Numbers<T>, id: T) -> usize {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let next = known.len() + 1;
    *known.entry(id).or_insert(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{self, AssertUnwindSafe};

    #[test]
    fn who_is_at_work_is_numbered_once_and_in_order() {
        static NUMBERS: Numbers<char> = LazyLock::new(Mutex::default);
        let numbers = ['b', 'a', 'b', 'c'].map(|id| number(&NUMBERS, id));
        assert_eq!(numbers, [1, 2, 1, 3]);
    }

    /// Writes down how it is dropped.
    struct Work<'a>(&'static str, &'a Mutex<Vec<(&'static str, End)>>);

    impl Drop for Work<'_> {
        fn drop(&mut self) {
            self.1.lock().unwrap().push((self.0, how_dropped()));
        }
    }

    #[test]
    fn a_task_that_somebody_elses_panic_drops_was_cancelled() {
        static ENDS: Mutex<Vec<(&str, End)>> = Mutex::new(Vec::new());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let task = Work("task", &ENDS);
        runtime.block_on(async {
            task::spawn(async move {
                let _task = task;
                std::future::pending::<()>().await;
            });
            task::yield_now().await;
        });
        let panics = move || {
            let _runtime = runtime;
            let _own = Work("own", &ENDS);
            panics_here();
            panic::resume_unwind(Box::new(()));
        };
        assert!(panic::catch_unwind(AssertUnwindSafe(panics)).is_err());
        let ends = ENDS.lock().unwrap();
        assert_eq!(*ends, [("own", End::Panicked), ("task", End::Cancelled)]);
    }

    #[test]
    fn a_thread_is_called_by_its_name() {
        let named = thread::Builder::new().name("worker".to_owned());
        let worker = named.spawn(lane).map(thread::JoinHandle::join);
        assert!(worker.is_ok_and(|lane| lane.is_ok_and(|lane| lane == "worker")));
        let other = thread::spawn(lane).join();
        assert!(other.is_ok_and(|lane| lane.starts_with("thread ")));
    }
}
