//! Steps at atomics, at fences and at places without a lock: what they find depends on
//! what the orderings have brought the thread.

use super::memory::Touch;
use super::sleep::lane;
use super::table::Table;
use super::{Stuck, Turns, interruption, seat};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// What tells an atomic from others, wherever it is moved.
#[derive(Debug, Default)]
pub struct Identity(AtomicUsize);

impl Identity {
    /// One that nothing else has.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    fn number(&self) -> usize {
        let new = || NEXT.fetch_add(1, Ordering::Relaxed);
        match self.0.load(Ordering::Relaxed) {
            0 => {
                let mine = new();
                let first =
                    (self.0).compare_exchange(0, mine, Ordering::Relaxed, Ordering::Relaxed);
                first.map_or_else(|other| other, |_| mine)
            }
            number => number,
        }
    }
}

/// The atomic that a step is about.
#[derive(Debug, Clone, Copy)]
pub struct Operand<'a> {
    /// Which it is.
    pub identity: &'a Identity,
    /// What it is called, if it has a name.
    pub name: Option<&'a str>,
}

impl Operand<'_> {
    /// ` at `state` (Relaxed)`
    fn place(&self, order: Ordering) -> String {
        let name = self.name.map(|name| format!(" at `{name}` ({order:?})"));
        name.unwrap_or_default()
    }
}

/// Find what it holds: the value of `now`, or an older one that this thread may still
/// find; `show` writes a value down.
pub fn load(
    on: Operand<'_>,
    now: impl FnOnce() -> u64,
    order: Ordering,
    show: impl Fn(u64) -> String,
) -> u64 {
    let Some((turns, who)) = turn() else {
        return now();
    };
    let now = now();
    let thing = (on.identity.number(), on.name);
    let mut table = turns.table();
    let choices = table.memory.choices(who, thing.0, now, order);
    let back = table.plan.choose_value(who, choices);
    let reading = table.memory.loads(who, thing, (now, back), order);
    let mut what = format!("reads {}{}", show(reading.word), on.place(order));
    if let Some((newest, by)) = reading.newest {
        let by = lane(by);
        what = format!(
            "{what}, an old value: {by} has made it {} by now",
            show(newest)
        );
    }
    table.note(who, what);
    reading.word
}

/// Make it hold `word`: `act` does so, `before` is what it held.
pub fn store(
    on: Operand<'_>,
    before: impl FnOnce() -> u64,
    act: impl FnOnce(),
    (word, order): (u64, Ordering),
    show: impl Fn(u64) -> String,
) {
    let Some((turns, who)) = turn() else {
        return act();
    };
    let before = before();
    act();
    let number = on.identity.number();
    let mut table = turns.table();
    table.memory.stores(who, number, before, word, order);
    table.note(who, format!("writes {}{}", show(word), on.place(order)));
}

/// Find what it holds and change that, in one step: `act` does so. `order` says what the
/// ordering is after all, and whether anything was changed.
pub fn change<T>(
    on: Operand<'_>,
    now: impl Fn() -> u64,
    act: impl FnOnce() -> T,
    order: impl FnOnce(&T) -> (Ordering, bool),
    say: impl FnOnce(&T) -> String,
) -> T {
    let Some((turns, who)) = turn() else {
        return act();
    };
    let before = now();
    let done = act();
    let after = now();
    let (order, is_changed) = order(&done);
    let thing = (on.identity.number(), on.name);
    let mut table = turns.table();
    match is_changed {
        true => table.memory.changes(who, thing, (before, after), order),
        false => {
            table.memory.loads(who, thing, (before, 0), order);
        }
    }
    table.note(who, format!("{}{}", say(&done), on.place(order)));
    done
}

/// A fence: `act` is the real one.
pub fn fence(order: Ordering, act: impl FnOnce()) {
    let Some((turns, who)) = turn() else {
        return act();
    };
    act();
    let mut table = turns.table();
    table.memory.fence(who, order);
    table.note(who, format!("makes a fence ({order:?})"));
}

/// Touch a place without a lock, which takes time: `act` does so, and between its
/// beginning and its end others may go on.
pub fn touch<T>(
    on: Operand<'_>,
    touch: Touch,
    act: impl FnOnce() -> T,
    say: impl FnOnce(&T) -> String,
) -> T {
    let Some((turns, who)) = turn() else {
        return act();
    };
    let (number, name) = (on.identity.number(), on.name.unwrap_or("the slot"));
    let done = act();
    let mut table = turns.table();
    table.note(who, say(&done));
    if let Some(race) = table.memory.enters(who, (number, name), touch) {
        gets_stuck(&mut table, Stuck::Race(race));
        turns.call(&table);
    }
    drop(table);
    let leaves = Leaves(&turns, who, number);
    if !thread::panicking() {
        turns.pause(who, false);
    }
    drop(leaves);
    done
}

struct Leaves<'a>(&'a Arc<Turns>, usize, usize);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        let Self(turns, who, slot) = self;
        turns.table().memory.leaves(*who, *slot);
    }
}

fn gets_stuck(table: &mut Table, stuck: Stuck) {
    if table.stuck.is_none() {
        table.stuck = Some(stuck);
    }
}

/// Whose step comes next, now that the others have gone first.
fn turn() -> Option<(Arc<Turns>, usize)> {
    interruption::let_others_go_first();
    let (turns, who) = seat()?;
    turns.pause(who, false);
    Some((turns, who))
}
