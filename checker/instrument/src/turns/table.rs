//! Who sits where in a run, who holds what, and whose turn it is.

use super::memory::Memory;
use super::sleep::Sleepers;
use super::spin::Row;
use super::{Outside, Plan, Step, Stuck};
use std::collections::HashMap;

/// Threads that have not come to an end after so many steps never will.
const MOST_STEPS: usize = 3_000;

/// So many are kept, to be shown.
const MOST_KEPT: usize = 400;

#[derive(Debug)]
pub(super) struct Table {
    pub(super) places: Vec<Place>,
    /// For so many threads the run was made; the others have joined.
    seats: usize,
    pub(super) turn: Option<usize>,
    pub(super) plan: Plan,
    pub(super) steps: Vec<Step>,
    pub(super) progress: usize,
    pub(super) stuck: Option<Stuck>,
    /// Who holds a thing; a lock for reading has several holders.
    held: HashMap<usize, Vec<usize>>,
    /// Who sleeps until somebody wakes it.
    pub(super) sleepers: Sleepers,
    /// Who goes on and on.
    pub(super) row: Row,
    /// Who knows of whose writes.
    pub(super) memory: Memory,
    /// A decision that is put off while somebody outside may be on the way back:
    /// who ran, and whether it gives way.
    put_off: Option<(Option<usize>, bool)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Ready,
    Running,
    /// Waits until somebody gives this thing back.
    Waiting {
        thing: usize,
        name: String,
    },
    /// Sleeps until somebody wakes it: who waits for what is with the sleepers.
    Asleep,
    /// Goes on when nobody else can.
    StandsBack,
    /// At something that this run knows nothing of.
    Outside(Outside),
    Gone,
}

impl Table {
    pub(super) fn new(threads: usize, plan: Plan) -> Self {
        let mut table = Self {
            places: vec![Place::Ready; threads],
            seats: threads,
            turn: None,
            plan,
            steps: Vec::new(),
            progress: 0,
            stuck: None,
            held: HashMap::new(),
            sleepers: Sleepers::default(),
            row: Row::default(),
            memory: Memory::default(),
            put_off: None,
        };
        table.pass_on(None, false);
        table
    }

    pub(super) fn is_over(&self) -> bool {
        (self.places[..self.seats].iter()).all(|place| *place == Place::Gone)
    }

    /// A thread comes by that has no seat, and is on the way to its first step.
    pub(super) fn join(&mut self) -> usize {
        // Who started it and who waits for its end is not seen.
        self.memory.is_blind_from_here();
        self.places.push(Place::Outside(Outside::Busy));
        self.places.len() - 1
    }

    /// `who` stands before its next step.
    pub(super) fn arrive(&mut self, who: usize, gives_way: bool) {
        self.progress += 1;
        if self.progress > MOST_STEPS && self.stuck.is_none() {
            self.stuck = Some(Stuck::Endless);
        }
        self.row.arrives(who);
        if self.row.spins() && self.stuck.is_none() {
            self.stuck = Some(Stuck::Spins(who));
        }
        self.places[who] = Place::Ready;
        self.pass_on_after(who, Some(who), gives_way);
    }

    /// `who` waits for its turn. If it was given up meanwhile, since it had no
    /// processor to take its turn with, it is back. `true` if that was so.
    pub(super) fn is_back(&mut self, who: usize) -> bool {
        if !matches!(self.places[who], Place::Outside(_)) {
            return false;
        }
        self.progress += 1;
        self.places[who] = Place::Ready;
        self.pass_on_after(who, None, false);
        true
    }

    /// `who` cannot go on before `thing` is given back.
    pub(super) fn block(&mut self, who: usize, thing: usize, name: &str) {
        self.progress += 1;
        self.note(who, format!("waits for {name}"));
        self.row.breaks();
        let name = name.to_owned();
        self.places[who] = Place::Waiting { thing, name };
        self.pass_on_after(who, None, false);
    }

    pub(super) fn took(&mut self, who: usize, thing: usize, name: &str) {
        self.held.entry(thing).or_default().push(who);
        self.memory.takes_over(who, thing);
        self.note(who, format!("takes {name}"));
    }

    pub(super) fn gave_back(&mut self, who: usize, thing: usize, name: &str) {
        self.note(who, format!("gives back {name}"));
        self.release(who, thing);
    }

    /// `thing` is given back, and who waits for it may try again.
    pub(super) fn release(&mut self, who: usize, thing: usize) {
        self.memory.hands_on(who, thing);
        if let Some(holders) = self.held.get_mut(&thing) {
            // A guard may have been handed to another thread.
            let at = holders.iter().position(|holder| *holder == who);
            if !holders.is_empty() {
                holders.swap_remove(at.unwrap_or(0));
            }
            if holders.is_empty() {
                self.held.remove(&thing);
            }
        }
        for place in &mut self.places {
            if matches!(place, Place::Waiting { thing: wanted, .. } if *wanted == thing) {
                *place = Place::Ready;
            }
        }
        if self.turn.is_none() {
            self.pass_on(None, false);
        }
    }

    pub(super) fn leave(&mut self, who: usize) {
        self.progress += 1;
        self.places[who] = Place::Gone;
        self.pass_on_after(who, None, false);
    }

    /// What somebody without a seat holds is given back without a word: look
    /// whether it is free. `true` if that changed anything.
    pub(super) fn look_again(&mut self, who: usize) -> bool {
        let Place::Waiting { thing, .. } = self.places[who] else {
            return false;
        };
        if self.held.contains_key(&thing) || self.turn.is_some() {
            return false;
        }
        self.places[who] = Place::Ready;
        self.pass_on(None, false);
        true
    }

    pub(super) fn note(&mut self, who: usize, what: String) {
        self.row.note(who, &what);
        // What is given back on the way out of a run that is stuck did not happen.
        if self.steps.len() < MOST_KEPT && self.stuck.is_none() {
            self.steps.push(Step { who, what });
        }
    }

    /// Who is asleep outside, while a decision is put off for it.
    pub(super) fn awaited(&self) -> Vec<usize> {
        match self.put_off {
            Some(_) => self.asleep_outside(),
            None => Vec::new(),
        }
    }

    /// Whose turn it is does something outside.
    pub(super) fn go_on_without(&mut self, who: usize, why: Outside) {
        let is_outside = matches!(self.places[who], Place::Outside(_));
        // What it waits for there orders threads, and is not seen.
        self.memory.is_blind_from_here();
        if self.turn == Some(who) || is_outside {
            self.places[who] = Place::Outside(why);
        }
        if self.turn == Some(who) {
            self.decide(None, false);
        }
    }

    /// Decide what was put off.
    pub(super) fn go_on(&mut self) {
        if let Some((current, gives_way)) = self.put_off.take() {
            self.decide(current, gives_way);
        }
    }

    /// `who` is at its next place, and somebody has to go on if it was its turn
    /// or nobody's.
    pub(super) fn pass_on_after(&mut self, who: usize, current: Option<usize>, gives_way: bool) {
        if self.turn.is_none_or(|turn| turn == who) {
            self.pass_on(current, gives_way);
        }
    }

    /// Decide who goes on. Somebody who was asleep outside may have been woken
    /// by the last step: then that one is waited for first.
    pub(super) fn pass_on(&mut self, current: Option<usize>, gives_way: bool) {
        let (current, gives_way) = self.put_off.take().unwrap_or((current, gives_way));
        let somebody_could = self.places.contains(&Place::Ready);
        if somebody_could && !self.asleep_outside().is_empty() {
            self.turn = None;
            self.put_off = Some((current, gives_way));
        } else {
            self.decide(current, gives_way);
        }
    }

    /// Who is outside, for whatever reason.
    pub(super) fn outside(&self) -> Vec<usize> {
        self.all(|place| matches!(place, Place::Outside(_)))
            .collect()
    }

    /// Who waits for what somebody holds.
    pub(super) fn waiting(&self) -> Vec<(usize, String)> {
        let places = self.places.iter().enumerate();
        let waiting = places.filter_map(|(who, place)| match place {
            Place::Waiting { thing, name } if self.held.contains_key(thing) => {
                Some((who, name.clone()))
            }
            Place::Asleep => Some((who, self.sleepers.name_of(who))),
            Place::Waiting { .. }
            | Place::StandsBack
            | Place::Ready
            | Place::Running
            | Place::Outside(_)
            | Place::Gone => None,
        });
        waiting.collect()
    }

    fn asleep_outside(&self) -> Vec<usize> {
        self.all(|place| *place == Place::Outside(Outside::Asleep))
            .collect()
    }

    fn decide(&mut self, current: Option<usize>, gives_way: bool) {
        let ready: Vec<usize> = self.all(|place| *place == Place::Ready).collect();
        if ready.is_empty() {
            self.turn = None;
            match self.is_anybody_outside() {
                false if self.bring_one_back() => self.decide(None, false),
                true | false => self.find_a_deadlock(),
            }
            return;
        }
        let alone = self.row.goes_on_alone();
        let next = match alone.filter(|alone| current == Some(*alone) && ready.contains(alone)) {
            Some(alone) => alone,
            None => self.plan.choose(&ready, current, gives_way),
        };
        self.places[next] = Place::Running;
        self.turn = Some(next);
    }

    fn find_a_deadlock(&mut self) {
        let waiting = self.waiting();
        let left = self.places.iter().filter(|place| **place != Place::Gone);
        // Who sleeps may be woken by a thread that has not come by yet.
        if left.count() > waiting.len() || self.places.contains(&Place::Asleep) {
            return;
        }
        if !waiting.is_empty() && self.stuck.is_none() {
            self.stuck = Some(Stuck::Deadlock(waiting));
        }
    }

    /// Whether somebody may come back by itself.
    fn is_anybody_outside(&self) -> bool {
        let mut places = self.places.iter();
        places.any(|place| matches!(place, Place::Outside(_)))
    }

    pub(super) fn all(&self, wanted: impl Fn(&Place) -> bool) -> impl Iterator<Item = usize> {
        let places = self.places.iter().enumerate();
        places
            .filter(move |(_, place)| wanted(place))
            .map(|(who, _)| who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turns::Rest;

    const LOCK: usize = 1;
    const OTHER: usize = 2;

    fn table(threads: usize) -> Table {
        Table::new(threads, Plan::new(Vec::new(), Rest::Stay, 7))
    }

    #[test]
    fn who_waits_goes_on_when_it_is_given_back() {
        let mut table = table(2);
        table.took(0, LOCK, "the lock");
        table.arrive(0, true);
        assert_eq!(table.turn, Some(1));
        table.block(1, LOCK, "the lock");
        assert_eq!((table.turn, table.stuck.clone()), (Some(0), None));
        table.gave_back(0, LOCK, "the lock");
        table.leave(0);
        assert_eq!(table.turn, Some(1));
        table.leave(1);
        assert!(table.is_over() && table.stuck.is_none());
    }

    #[test]
    fn who_waits_for_each_other_is_stuck() {
        let mut table = table(2);
        table.took(0, LOCK, "lock a");
        table.arrive(0, true);
        table.took(1, OTHER, "lock b");
        table.block(1, LOCK, "lock a");
        table.block(0, OTHER, "lock b");
        let waiting = vec![(0, "lock b".to_owned()), (1, "lock a".to_owned())];
        assert_eq!(table.stuck, Some(Stuck::Deadlock(waiting)));
        let steps = table.steps.len();
        table.gave_back(0, LOCK, "lock a");
        assert_eq!(table.steps.len(), steps);
    }

    #[test]
    fn what_somebody_without_a_seat_holds_is_no_deadlock() {
        let mut table = table(1);
        table.block(0, LOCK, "the lock");
        assert_eq!((table.turn, table.stuck.clone()), (None, None));
        assert!(table.look_again(0));
        assert_eq!(table.turn, Some(0));
    }

    #[test]
    fn who_is_outside_is_not_waited_for_and_comes_back() {
        let mut table = table(2);
        table.go_on_without(0, Outside::Busy);
        assert_eq!(table.turn, Some(1));
        table.arrive(1, false);
        assert_eq!(table.turn, Some(1));
        table.arrive(0, false);
        assert_eq!(table.turn, Some(1));
        table.leave(1);
        assert_eq!(table.turn, Some(0));
    }

    #[test]
    fn who_was_asleep_outside_may_come_back_before_anybody_goes_on() {
        let mut table = table(3);
        table.go_on_without(0, Outside::Asleep);
        assert_eq!(table.turn, Some(1));
        table.arrive(1, true);
        assert_eq!((table.turn, table.awaited()), (None, vec![0]));
        // It is back: now it is decided, and who gave way still does.
        table.arrive(0, false);
        assert_eq!(table.awaited(), []);
        assert!(table.turn.is_some_and(|turn| turn != 1));
    }

    #[test]
    fn who_sleeps_on_outside_is_not_waited_for() {
        let mut table = table(2);
        table.go_on_without(0, Outside::Asleep);
        table.arrive(1, false);
        assert_eq!(table.awaited(), [0]);
        table.go_on();
        assert_eq!((table.turn, table.awaited()), (Some(1), vec![]));
        table.leave(1);
        assert_eq!((table.turn, table.stuck.clone()), (None, None));
    }

    #[test]
    fn who_was_given_up_before_it_could_run_gets_its_turn_again() {
        let mut table = table(2);
        assert!(!table.is_back(0));
        table.go_on_without(0, Outside::Busy);
        assert_eq!(table.turn, Some(1));
        assert!(table.is_back(0));
        assert_eq!(table.turn, Some(1));
        table.leave(1);
        assert_eq!(table.turn, Some(0));
    }

    #[test]
    fn who_never_gets_done_is_stuck_too() {
        let mut table = table(2);
        for _ in 0..=MOST_STEPS {
            let who = table.turn.expect("somebody goes on");
            table.arrive(who, false);
        }
        assert_eq!(table.stuck, Some(Stuck::Endless));
        assert!(table.steps.len() <= MOST_KEPT);
    }
}
