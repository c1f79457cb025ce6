//! A thread that removes what takes long, so that nobody waits for it.

use super::tree::{self, Budget};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

static STATE: Mutex<State> = Mutex::new(State {
    queue: VecDeque::new(),
    at_work: false,
});
static CHANGED: Condvar = Condvar::new();

struct State {
    queue: VecDeque<PathBuf>,
    /// Whether there is a thread that will look at the queue.
    at_work: bool,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Have `path` removed. What cannot be removed, or is not when this process ends,
/// stays where it is.
pub fn later(path: PathBuf) {
    let mut state = state();
    state.queue.push_back(path);
    if state.at_work {
        return;
    }
    let work = thread::Builder::new()
        .name("janitor".to_owned())
        .spawn(work);
    // Where no thread is to be had, the next run does it.
    state.at_work = work.is_ok();
}

fn work() {
    loop {
        let mut state = state();
        let Some(path) = state.queue.pop_front() else {
            state.at_work = false;
            CHANGED.notify_all();
            return;
        };
        drop(state);
        tree::remove(&path, Budget::ENDLESS);
    }
}

/// Wait so long for what is still to be removed; whether all of it was.
pub fn finish(patience: Duration) -> bool {
    let until = Instant::now() + patience;
    let mut state = state();
    while state.at_work {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        let waited = CHANGED.wait_timeout(state, left);
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    state.queue.is_empty()
}
