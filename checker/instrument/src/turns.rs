//! Threads that take turns: between two steps of a shim, somebody
//! else may go first, and who it is is decided, not left to the system.
//!
//! The hidden tests seat threads here, and a thread that comes by during such a
//! run gets a seat. Any other one, and so each in a plain `cargo run`, does what
//! `std` does.

mod atomics;
mod guest;
mod interruption;
mod memory;
mod plan;
mod sleep;
mod spin;
mod table;

pub use atomics::{Identity, Operand, change, fence, load, store, touch};
pub use guest::OpenRun;
pub use interruption::Interruption;
pub use memory::{Link, Race, Touch};
pub use plan::{Fork, Plan, Rest};
pub use sleep::{
    Bed, Found, Woken, sleep, stand_back, wake_all, wake_all_as_well, wake_one, with_lanes,
};

use crate::observe::{Moment, Span};
use report::{Clock, End};
use std::cell::RefCell;
use std::fmt;
use std::panic::resume_unwind;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use table::Table;

/// How long who waits for somebody without a seat waits between two looks.
const LOOK: Duration = Duration::from_millis(5);

thread_local! {
    static SEAT: RefCell<Option<(Arc<Turns>, usize)>> = const { RefCell::new(None) };
}

/// One run: some threads, and who of them goes on.
#[derive(Debug)]
pub struct Turns {
    table: Mutex<Table>,
    /// One for each thread: it is its turn, or the run is over.
    calls: Vec<Condvar>,
    /// The same for all that have joined.
    joined: Condvar,
    /// For who sees the run to its end.
    news: Condvar,
}

/// One thing that a thread did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub who: usize,
    /// `reads 5`
    pub what: String,
}

/// Why a run could not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stuck {
    /// Each of these waits for something that another one holds: who, and what
    /// for.
    Deadlock(Vec<(usize, String)>),
    /// Each of these sleeps until somebody wakes it, or waits for who does, and
    /// nobody is left to do so.
    NobodyWakes(Vec<(usize, String)>),
    /// This one did the same again and again while nobody else moved, in a run
    /// where who waits has to sleep.
    Spins(usize),
    /// Two threads touched a place without a lock, and nothing orders the two.
    Race(Race),
    /// They went on and on, and nobody was done.
    Endless,
}

/// What is known of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Each thread that the run was made for has left.
    pub over: bool,
    /// Grows with every step.
    pub progress: usize,
    /// Whose turn it is.
    pub turn: Option<usize>,
    /// Who is outside of the run, and is waited for before anybody goes on.
    pub awaited: Vec<usize>,
    /// Who is outside of the run.
    pub outside: Vec<usize>,
    /// Who waits for something that another one holds, or sleeps, and what for.
    pub waiting: Vec<(usize, String)>,
    /// All that have not left sleep, or wait for one of those that do.
    pub all_asleep: bool,
    /// Somebody goes on as soon as nobody else can: see [`Turns::nobody_comes_back`].
    pub somebody_would: bool,
}

/// What a thread does that makes no step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// It waits for something that this run knows nothing of. When it has got it,
    /// it makes a step, and that is waited for: which thread then goes on is
    /// again decided, not left to the system.
    Asleep,
    /// It runs, for whatever reason, and nobody waits for it.
    Busy,
}

/// What a thread of a run that got stuck unwinds with.
#[derive(Debug)]
pub struct Abandoned;

impl Turns {
    /// A run of so many threads.
    #[must_use]
    pub fn new(threads: usize, plan: Plan) -> Arc<Self> {
        Arc::new(Self {
            table: Mutex::new(Table::new(threads, plan)),
            calls: (0..threads).map(|_| Condvar::new()).collect(),
            joined: Condvar::new(),
            news: Condvar::new(),
        })
    }

    /// Who waits has to sleep: see [`Stuck::Spins`].
    pub fn who_waits_sleeps(&self) {
        self.table().row.is_watched = true;
    }

    /// Give the calling thread its seat, and wait for its first turn.
    #[must_use]
    pub fn sit(self: &Arc<Self>, who: usize) -> Seat {
        SEAT.set(Some((Arc::clone(self), who)));
        let seat = Seat(Arc::clone(self), who);
        let table = self.table();
        self.wait(table, who);
        seat
    }

    /// Threads without a seat get one as they come by, until what this returns is
    /// dropped; each calls `welcome` first, with its number.
    #[must_use]
    pub fn open_to_all(self: &Arc<Self>, welcome: Arc<dyn Fn(usize) + Send + Sync>) -> OpenRun {
        guest::open_to_all(self, welcome)
    }

    /// Wait until the run is over or somebody is awaited, but not longer than
    /// this.
    pub fn watch(&self, at_most: Duration) -> Seen {
        let table = self.table();
        let (table, _) = self
            .news
            .wait_timeout_while(table, at_most, |table| {
                !table.is_over() && table.awaited().is_empty() && !table.all_asleep()
            })
            .unwrap_or_else(PoisonError::into_inner);
        Seen {
            over: table.is_over(),
            progress: table.progress,
            turn: table.turn,
            awaited: table.awaited(),
            outside: table.outside(),
            waiting: table.waiting(),
            all_asleep: table.all_asleep(),
            somebody_would: table.somebody_would(),
        }
    }

    /// Whose turn it is does something outside of the run: let somebody else go
    /// on meanwhile.
    pub fn go_on_without(&self, who: usize, why: Outside) {
        let mut table = self.table();
        table.go_on_without(who, why);
        self.call(&table);
    }

    /// Whoever was awaited still waits: go on.
    pub fn go_on(&self) {
        let mut table = self.table();
        table.go_on();
        self.call(&table);
    }

    /// Those who are outside wait for something that only those inside can bring.
    pub fn nobody_comes_back(&self) {
        let mut table = self.table();
        table.go_on_without_those_outside();
        self.call(&table);
    }

    /// No thread is left that could wake those that sleep.
    pub fn nobody_wakes(&self) {
        let mut table = self.table();
        table.nobody_wakes();
        self.call(&table);
    }

    /// What was done, in order; where there was a choice; and why it ended, if
    /// it got stuck.
    #[must_use]
    pub fn story(&self) -> (Vec<Step>, Vec<Fork>, Option<Stuck>) {
        let table = self.table();
        let forks = table.plan.forks.clone();
        (table.steps.clone(), forks, table.stuck.clone())
    }

    /// Somebody else may go first; `gives_way` asks for it.
    fn pause(&self, who: usize, gives_way: bool) {
        let mut table = self.table();
        table.arrive(who, gives_way);
        self.call(&table);
        self.wait(table, who);
    }

    /// Wait until somebody gives `thing` back.
    fn wait_for(&self, who: usize, thing: usize, name: &str) {
        let mut table = self.table();
        table.block(who, thing, name);
        self.call(&table);
        self.wait(table, who);
    }

    /// Wait for the turn of `who`.
    fn wait(&self, mut table: MutexGuard<'_, Table>, who: usize) {
        loop {
            if table.is_back(who) {
                self.call(&table);
            }
            if table.stuck.is_some() {
                drop(table);
                return abandon();
            }
            if table.turn == Some(who) || table.is_over() {
                return;
            }
            table = self
                .call_of(who)
                .wait_timeout_while(table, LOOK, |table| {
                    table.turn != Some(who) && table.stuck.is_none() && !table.is_over()
                })
                .unwrap_or_else(PoisonError::into_inner)
                .0;
            if table.look_again(who) {
                self.call(&table);
            }
        }
    }

    /// Wake whoever has something to do now.
    fn call(&self, table: &Table) {
        match (table.turn, &table.stuck) {
            (_, Some(_)) => {
                self.calls.iter().for_each(Condvar::notify_all);
                self.joined.notify_all();
            }
            (Some(who), None) => self.call_of(who).notify_all(),
            (None, None) => {}
        }
        if table.is_over() {
            self.joined.notify_all();
        }
        if table.is_over() || !table.awaited().is_empty() || table.all_asleep() {
            self.news.notify_all();
        }
    }

    /// What `who` waits at.
    fn call_of(&self, who: usize) -> &Condvar {
        self.calls.get(who).unwrap_or(&self.joined)
    }

    fn is_over(&self) -> bool {
        self.table().is_over()
    }

    /// A seat for one thread more.
    fn join(&self) -> usize {
        self.table().join()
    }

    fn leave(&self, who: usize) {
        let mut table = self.table();
        table.leave(who);
        self.call(&table);
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread's seat in a run; dropped, it has left.
pub struct Seat(Arc<Turns>, usize);

impl Drop for Seat {
    fn drop(&mut self) {
        SEAT.set(None);
        self.0.leave(self.1);
    }
}

impl fmt::Debug for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seat({})", self.1)
    }
}

/// A step of work that has no shim: somebody else may go first.
pub fn pause(what: &str) {
    if let Some((turns, who)) = seat() {
        turns.pause(who, false);
        turns.table().note(who, what.to_owned());
    }
}

/// Take `thing`, as soon as `attempt` gets it. `None` without a seat: then it is
/// for the system to wait.
pub fn take<T>(thing: usize, name: &str, mut attempt: impl FnMut() -> Option<T>) -> Option<T> {
    interruption::let_others_go_first();
    let (turns, who) = seat()?;
    turns.pause(who, false);
    loop {
        if let Some(taken) = attempt() {
            turns.table().took(who, thing, name);
            return Some(taken);
        }
        // The run may be over for one who has joined.
        if thread::panicking() || turns.is_over() {
            turns.table().memory.is_blind_from_here();
            return None;
        }
        turns.wait_for(who, thing, name);
    }
}

/// Try to take `thing`; who does not get it gives way.
pub fn try_take<T>(thing: usize, name: &str, attempt: impl FnOnce() -> Option<T>) -> Option<T> {
    interruption::let_others_go_first();
    let Some((turns, who)) = seat() else {
        return attempt();
    };
    turns.pause(who, false);
    let taken = attempt();
    match taken {
        Some(_) => turns.table().took(who, thing, name),
        None => {
            turns.table().note(who, format!("finds {name} taken"));
            turns.pause(who, true);
        }
    }
    taken
}

/// Give `thing` back: `release` does it.
pub fn give_back(thing: usize, name: &str, release: impl FnOnce()) {
    interruption::let_others_go_before_it_is_given_back();
    let seat = seat();
    if let Some((turns, who)) = &seat
        && !thread::panicking()
    {
        turns.pause(*who, false);
    }
    release();
    if let Some((turns, who)) = &seat {
        let mut table = turns.table();
        table.gave_back(*who, thing, name);
        turns.call(&table);
    }
}

/// Draw the steps of a run.
pub fn draw(steps: &[Step], lane: impl Fn(usize) -> String) {
    for (index, step) in steps.iter().enumerate() {
        let at = |index| Moment {
            clock: Clock::Steps,
            at: Duration::from_millis(u64::try_from(index).unwrap_or(u64::MAX)),
        };
        let what = with_lanes(&step.what, &lane);
        let mut span = Span::start_on(&lane(step.who), &what, at(index));
        span.end_at(End::Finished, at(index + 1));
    }
}

fn seat() -> Option<(Arc<Turns>, usize)> {
    given_seat().or_else(guest::seat)
}

fn given_seat() -> Option<(Arc<Turns>, usize)> {
    let seat = SEAT.try_with(|seat| seat.try_borrow().ok().and_then(|seat| seat.clone()));
    seat.ok().flatten()
}

/// Whether this thread belongs to a run that got stuck, and only unwinds: what it
/// does is no part of what happened.
#[must_use]
pub fn is_abandoned() -> bool {
    let turns = given_seat().map(|(turns, _)| turns);
    let turns = turns.or_else(guest::taken_seat);
    turns.is_some_and(|turns| turns.table().stuck.is_some())
}

/// Leave a run that is stuck. Who is unwinding already goes on doing so.
fn abandon() {
    if !thread::panicking() {
        resume_unwind(Box::new(Abandoned));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On a busy machine a thread may be given up before it has even started.
    #[test]
    fn a_run_comes_to_its_end_though_a_thread_was_given_up_while_it_waited() {
        let turns = Turns::new(2, Plan::new(Vec::new(), Rest::Stay, 7));
        turns.go_on_without(0, Outside::Busy);
        for who in [1, 0] {
            let turns = Arc::clone(&turns);
            // Not joined: without its turn it would wait for ever.
            thread::spawn(move || drop(turns.sit(who)));
        }
        assert!(turns.watch(Duration::from_secs(20)).over);
    }
}
