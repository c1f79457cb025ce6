//! Threads that sleep until another one wakes them: what a condition variable, a
//! barrier and `park` are made of.

use super::plan::Sleep;
use super::table::{Place, Table};
use super::{Stuck, Turns, interruption, seat};
use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// So often the time of a sleep is over at once. After that it is slept: the code
/// may look at a real clock.
const AT_ONCE: usize = 8;

/// But not longer than this.
const NAP: Duration = Duration::from_millis(100);

/// Where threads sleep.
#[derive(Debug, Clone, Copy)]
pub struct Bed<'a> {
    /// What tells it from others.
    pub thing: usize,
    /// `the condition variable`
    pub name: &'a str,
    /// Whether who sleeps there may wake up for no reason.
    pub restless: bool,
}

/// Why a sleep is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Somebody ended it.
    BySomebody,
    /// As happens.
    ForNoReason,
    /// It was to last only so long.
    TimeIsOver,
}

/// Who sleeps, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Sleepers {
    asleep: Vec<Sleeper>,
    woken: HashMap<usize, Woken>,
    /// How often the time of each was over.
    over: HashMap<usize, usize>,
}

#[derive(Debug)]
struct Sleeper {
    who: usize,
    thing: usize,
    name: String,
    at_most: Option<Duration>,
}

impl Sleepers {
    /// What `who` waits for.
    pub(super) fn name_of(&self, who: usize) -> String {
        let sleeper = self.asleep.iter().find(|sleeper| sleeper.who == who);
        sleeper.map_or_else(String::new, |sleeper| {
            format!("a wake-up at {}", sleeper.name)
        })
    }

    fn at(&self, thing: usize) -> Vec<usize> {
        let here = self.asleep.iter().filter(|sleeper| sleeper.thing == thing);
        here.map(|sleeper| sleeper.who).collect()
    }

    /// Whose time is over first.
    fn first_over(&self) -> Option<usize> {
        let timed = self.asleep.iter();
        let timed = timed.filter_map(|sleeper| Some((sleeper.at_most?, sleeper.who)));
        timed
            .min_by_key(|(at_most, _)| *at_most)
            .map(|(_, who)| who)
    }
}

impl Table {
    /// `who` sleeps from now on, or wakes up at once.
    fn fall_asleep(&mut self, who: usize, bed: Bed<'_>, at_most: Option<Duration>) {
        self.progress += 1;
        self.row.breaks();
        let sleep = match bed.restless || at_most.is_some() {
            true => self.plan.choose_sleep(who, bed.restless, at_most.is_some()),
            false => Sleep::Sound,
        };
        let woken = match sleep {
            Sleep::Sound => {
                self.places[who] = Place::Asleep;
                self.sleepers.asleep.push(Sleeper {
                    who,
                    thing: bed.thing,
                    name: bed.name.to_owned(),
                    at_most,
                });
                return self.pass_on_after(who, None, false);
            }
            Sleep::ForNoReason => Woken::ForNoReason,
            Sleep::TimeIsOver => Woken::TimeIsOver,
        };
        self.sleepers.woken.insert(who, woken);
        self.places[who] = Place::Ready;
        self.pass_on_after(who, Some(who), false);
    }

    /// The sleep of `who` is over.
    fn end_sleep(&mut self, who: usize, woken: Woken) {
        self.sleepers.asleep.retain(|sleeper| sleeper.who != who);
        self.sleepers.woken.insert(who, woken);
        self.places[who] = Place::Ready;
    }

    fn wake_one(&mut self, by: usize, bed: Bed<'_>) {
        self.memory.hands_on(by, bed.thing);
        let sleepers = self.sleepers.at(bed.thing);
        if sleepers.is_empty() {
            return self.note(by, format!("wakes nobody at {}", bed.name));
        }
        let who = self.plan.choose_sleeper(&sleepers);
        self.note(by, format!("wakes {} at {}", lane(who), bed.name));
        self.end_sleep(who, Woken::BySomebody);
        self.somebody_is_ready();
    }

    fn wake_all(&mut self, by: usize, bed: Bed<'_>) {
        let sleepers = self.sleepers.at(bed.thing);
        let names: Vec<_> = sleepers.iter().copied().map(lane).collect();
        let whom = match &*names {
            [] => "nobody".to_owned(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        };
        self.memory.hands_on(by, bed.thing);
        self.note(by, format!("wakes {whom} at {}", bed.name));
        for who in sleepers {
            self.end_sleep(who, Woken::BySomebody);
        }
        self.somebody_is_ready();
    }

    fn somebody_is_ready(&mut self) {
        if self.turn.is_none() {
            self.pass_on(None, false);
        }
    }

    /// Whether somebody goes on as soon as nobody else can.
    pub(super) fn somebody_would(&self) -> bool {
        self.turn.is_none()
            && (self.places.contains(&Place::StandsBack) || self.sleepers.first_over().is_some())
    }

    /// Those outside do not come back by themselves.
    pub(super) fn go_on_without_those_outside(&mut self) {
        if self.turn.is_none() && self.bring_one_back() {
            self.pass_on(None, false);
        }
    }

    /// Nobody can go on: who stood back does, or else whose time is over first.
    /// `false` if there is no such thread.
    pub(super) fn bring_one_back(&mut self) -> bool {
        let back: Vec<_> = self.all(|place| *place == Place::StandsBack).collect();
        for who in &back {
            self.places[*who] = Place::Ready;
        }
        if !back.is_empty() {
            return true;
        }
        let Some(who) = self.sleepers.first_over() else {
            return false;
        };
        self.end_sleep(who, Woken::TimeIsOver);
        true
    }

    /// All that are left sleep, or wait for one who does.
    pub(super) fn all_asleep(&self) -> bool {
        let left = self.places.iter().filter(|place| **place != Place::Gone);
        self.turn.is_none()
            && self.stuck.is_none()
            && self.places.contains(&Place::Asleep)
            && left.count() == self.waiting().len()
    }

    pub(super) fn nobody_wakes(&mut self) {
        if self.all_asleep() {
            self.stuck = Some(Stuck::NobodyWakes(self.waiting()));
        }
    }

    /// `who` goes on after a sleep: why, and how often its time was over.
    fn gets_up(&mut self, who: usize) -> (Woken, usize) {
        self.sleepers.asleep.retain(|sleeper| sleeper.who != who);
        let woken = self.sleepers.woken.remove(&who);
        // The run may be over for one who has joined.
        let woken = woken.unwrap_or(Woken::ForNoReason);
        let over = self.sleepers.over.entry(who).or_default();
        *over += usize::from(woken == Woken::TimeIsOver);
        let over = *over;
        match woken {
            Woken::BySomebody => {}
            Woken::ForNoReason => self.note(who, "wakes up for no reason".to_owned()),
            Woken::TimeIsOver => self.note(who, "has waited for long enough".to_owned()),
        }
        (woken, over)
    }
}

/// Stands for the name of a thread in the words of a step.
pub(super) fn lane(who: usize) -> String {
    format!("\u{1}{who}\u{1}")
}

/// The words of a step, in which threads are called by their names.
#[must_use]
pub fn with_lanes(what: &str, lane: impl Fn(usize) -> String) -> String {
    let parts = what.split('\u{1}').enumerate();
    let parts = parts.map(|(at, part)| match part.parse() {
        Ok(who) if at % 2 == 1 => lane(who),
        Ok(_) | Err(_) => part.to_owned(),
    });
    parts.collect()
}

/// What a thread finds that is about to sleep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It has to sleep.
    Nothing,
    /// It need not; this is what it did instead.
    Reason(String),
}

/// Sleep until somebody wakes this thread, unless `begin` finds a reason not to;
/// `begin` gives back `lock` as well. A sleep may also be over for no reason, or after
/// a time. `None` without a seat: then nothing was done, and it is for the system to
/// sleep.
pub fn sleep(
    bed: Bed<'_>,
    lock: Option<(usize, &str)>,
    at_most: Option<Duration>,
    begin: impl FnOnce() -> Found,
) -> Option<Woken> {
    interruption::let_others_go_first();
    let (turns, who) = seat()?;
    turns.pause(who, false);
    // Who unwinds in a run that is stuck sleeps as outside of it.
    let goes_on = turns.table().stuck.is_none() && !turns.is_over();
    goes_on.then(|| turns.sleep(who, bed, lock, at_most, begin))
}

impl Turns {
    fn sleep(
        self: &Arc<Self>,
        who: usize,
        bed: Bed<'_>,
        lock: Option<(usize, &str)>,
        at_most: Option<Duration>,
        begin: impl FnOnce() -> Found,
    ) -> Woken {
        let found = begin();
        let mut table = self.table();
        // At a barrier those that came first hand on, too.
        table.memory.hands_on(who, bed.thing);
        if let Found::Reason(what) = found {
            table.memory.takes_over(who, bed.thing);
            table.note(who, what);
            return Woken::BySomebody;
        }
        let sleeps = match lock {
            Some((_, lock)) => format!("gives back {lock} and sleeps at {}", bed.name),
            None => format!("sleeps at {}", bed.name),
        };
        table.note(who, sleeps);
        if let Some((lock, _)) = lock {
            table.release(who, lock);
        }
        table.fall_asleep(who, bed, at_most);
        self.call(&table);
        self.wait(table, who);
        let mut table = self.table();
        table.memory.takes_over(who, bed.thing);
        let (woken, over) = table.gets_up(who);
        drop(table);
        if woken == Woken::TimeIsOver && over > AT_ONCE {
            thread::sleep(at_most.unwrap_or(NAP).min(NAP));
        }
        woken
    }
}

/// Wake one of those that sleep there.
pub fn wake_one(bed: Bed<'_>) {
    wake(bed, true, Table::wake_one);
}

/// Wake all that sleep there.
pub fn wake_all(bed: Bed<'_>) {
    wake(bed, true, Table::wake_all);
}

/// The same, as a part of the step before.
pub fn wake_all_as_well(bed: Bed<'_>) {
    wake(bed, false, Table::wake_all);
}

fn wake(bed: Bed<'_>, is_a_step: bool, wake: impl FnOnce(&mut Table, usize, Bed<'_>)) {
    if is_a_step {
        interruption::let_others_go_first();
    }
    let Some((turns, who)) = seat() else {
        return;
    };
    if is_a_step && !thread::panicking() {
        turns.pause(who, false);
    }
    let mut table = turns.table();
    wake(&mut table, who, bed);
    turns.call(&table);
}

/// A step of work that has no shim, made when no other thread can go on: each of
/// them waits, sleeps, or has left. So a hidden test that stands in the work sees
/// who else got in, or knows that another thread waits by now. If several stand
/// back, one goes on after the other.
pub fn stand_back(what: &str) {
    let Some((turns, who)) = seat() else {
        return;
    };
    let mut table = turns.table();
    table.progress += 1;
    table.places[who] = Place::StandsBack;
    table.pass_on_after(who, None, false);
    turns.call(&table);
    turns.wait(table, who);
    turns.table().note(who, what.to_owned());
}
