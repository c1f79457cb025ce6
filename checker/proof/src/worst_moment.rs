//! Something that happens in the middle of a poll: when the future has looked,
//! and now takes the waker.

use crate::held;
use crate::thread_watch::ThreadWatch;
use crate::trouble::none_left;
use lab::ms;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The most that a poll is held up for a thread that has no chance to run.
const PATIENCE: Duration = ms(2_000);

/// Waits for the moment when a future clones its waker, which is the one that
/// `Context` lends it.
pub(crate) struct WorstMoment {
    waker: Waker,
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    /// The thread that does it.
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl WorstMoment {
    /// `meanwhile` is called on another thread when a clone of `waker` is taken.
    pub(crate) fn of(waker: Waker, meanwhile: impl FnOnce() + Send + 'static) -> Self {
        Self {
            waker,
            meanwhile: Mutex::new(Some(Box::new(meanwhile))),
            thread: Mutex::new(None),
        }
    }

    /// Poll once, with a waker that notices when it is cloned.
    pub(crate) fn poll<F: Future>(&self, future: Pin<&mut F>) -> Poll<F::Output> {
        let raw = RawWaker::new(std::ptr::from_ref(self).cast(), &NOTICES);
        #[expect(unsafe_code, reason = "only a raw waker notices that it is cloned")]
        // SAFETY: the functions of the table are safe with a pointer to a living
        // `WorstMoment` from any thread, as all its fields are `Sync`. `self`
        // outlives the waker: it does not leave this function, since a context
        // only lends it. Clones of it are of another kind.
        let waker = ManuallyDrop::new(unsafe { Waker::from_raw(raw) });
        future.poll(&mut Context::from_waker(&waker))
    }

    /// It happens now, if it has not, and is over when this returns. A panic in
    /// it is a finding already.
    pub(crate) fn is_over(&self) {
        self.comes();
        let thread = lock(&self.thread).take();
        let _ = thread.map(JoinHandle::join);
    }

    /// It happens, once: until it is over, or waits for something that this poll
    /// holds.
    pub(crate) fn comes(&self) {
        if let Some(meanwhile) = lock(&self.meanwhile).take() {
            // It is we who let the poll wait.
            held::excused(|| self.happens(meanwhile));
        }
    }

    fn happens(&self, meanwhile: Box<dyn FnOnce() + Send>) {
        *lock(&self.thread) = Some(let_loose(meanwhile));
    }
}

/// Call `meanwhile` on another thread, and wait until it has returned, or waits for
/// something that whoever is held holds.
pub(crate) fn let_loose(meanwhile: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let (said, news) = mpsc::channel();
    let started = thread::Builder::new().spawn(move || {
        let _ = said.send(ThreadWatch::this_thread());
        meanwhile();
    });
    let thread = match started {
        Ok(thread) => thread,
        Err(error) => none_left("thread", &error),
    };
    if let Ok(watch) = news.recv() {
        over_or_waiting(&news, watch);
    }
    thread
}

/// The thread owns the other end of `news` for as long as it lives.
fn over_or_waiting(news: &Receiver<ThreadWatch>, watch: ThreadWatch) {
    const STILL: u32 = 5;
    let begun = Instant::now();
    let (mut still, mut cpu) = (0, Duration::MAX);
    while still < STILL && begun.elapsed() < PATIENCE {
        if let Err(RecvTimeoutError::Disconnected) = news.recv_timeout(ms(2)) {
            return;
        }
        match watch.times() {
            Some(now) if now.asleep && now.cpu == cpu => still += 1,
            Some(now) => (still, cpu) = (0, now.cpu),
            // The system does not say: it had time enough.
            None if begun.elapsed() > ms(50) => return,
            None => {}
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

static NOTICES: RawWakerVTable = RawWakerVTable::new(clone, wake, wake, drop_nothing);

#[expect(
    unsafe_code,
    reason = "the table of a raw waker is of unsafe functions"
)]
unsafe fn clone(moment: *const ()) -> RawWaker {
    // SAFETY: the waker was made of a `WorstMoment` that outlives it.
    let moment = unsafe { &*moment.cast::<WorstMoment>() };
    moment.comes();
    // The clone is an ordinary one: it may live for ever.
    let waker = ManuallyDrop::new(moment.waker.clone());
    RawWaker::new(waker.data(), waker.vtable())
}

#[expect(
    unsafe_code,
    reason = "the table of a raw waker is of unsafe functions"
)]
unsafe fn wake(moment: *const ()) {
    // SAFETY: the waker was made of a `WorstMoment` that outlives it.
    let moment = unsafe { &*moment.cast::<WorstMoment>() };
    moment.waker.wake_by_ref();
}

/// Nothing is owned.
fn drop_nothing(_: *const ()) {}
