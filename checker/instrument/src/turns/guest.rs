//! Threads that the code under test starts itself: whoever comes to a shim while
//! a run is open gets a seat as well, so that its steps are decided like all
//! others.

use super::Turns;
use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

static OPEN: Mutex<Option<Host>> = Mutex::new(None);

thread_local! {
    static GUEST: RefCell<Option<Guest>> = const { RefCell::new(None) };
}

/// A run that others may join.
#[derive(Clone)]
struct Host {
    turns: Arc<Turns>,
    welcome: Arc<dyn Fn(usize) + Send + Sync>,
}

/// The seat of such a thread, until it ends.
struct Guest {
    turns: Arc<Turns>,
    who: usize,
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.turns.leave(self.who);
    }
}

/// A run that is open, until this is dropped.
pub struct OpenRun(());

impl Drop for OpenRun {
    fn drop(&mut self) {
        *open() = None;
    }
}

impl fmt::Debug for OpenRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenRun")
    }
}

/// From now on threads without a seat join `turns` at their first step;
/// `welcome` is called by each, with its number. One run at a time is open.
pub(super) fn open_to_all(
    turns: &Arc<Turns>,
    welcome: Arc<dyn Fn(usize) + Send + Sync>,
) -> OpenRun {
    let turns = Arc::clone(turns);
    *open() = Some(Host { turns, welcome });
    OpenRun(())
}

/// The seat of this thread, which was given none, in the run that is open.
pub(super) fn seat() -> Option<(Arc<Turns>, usize)> {
    let host = open().clone()?;
    if host.turns.is_over() {
        return None;
    }
    let seat = GUEST.try_with(|guest| {
        let mut guest = guest.try_borrow_mut().ok()?;
        match &*guest {
            Some(Guest { turns, who }) if Arc::ptr_eq(turns, &host.turns) => Some(*who),
            Some(_) | None => {
                let turns = Arc::clone(&host.turns);
                let who = turns.join();
                (host.welcome)(who);
                *guest = Some(Guest { turns, who });
                Some(who)
            }
        }
    });
    seat.ok().flatten().map(|who| (host.turns, who))
}

/// The same, if it has one already.
pub(super) fn taken_seat() -> Option<Arc<Turns>> {
    let taken = |guest: &RefCell<Option<Guest>>| {
        let guest = guest.try_borrow().ok()?;
        guest.as_ref().map(|guest| Arc::clone(&guest.turns))
    };
    GUEST.try_with(taken).ok().flatten()
}

fn open() -> MutexGuard<'static, Option<Host>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}
