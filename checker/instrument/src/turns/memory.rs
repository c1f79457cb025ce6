//! What threads know of each other's writes: which load may still find an old value,
//! and which two accesses of a place without a lock nothing orders.
//!
//! Each thread has two views. One is what the orderings of its atomics have brought it
//! (happens-before); the other is what it would know if each operation were `SeqCst`.
//! Where the second knows more, an `Ordering` is too weak, and that is all that is
//! looked for here: whatever `SeqCst` would not mend either shows in another order of
//! the steps. So what is ordered by something that this run does not see, as a lock of
//! `std`, is not taken for a race.

mod view;

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use view::{Mark, View, acquires, releases};

/// So many old values are offered to a load at most.
const MOST_OLD: usize = 3;

/// What the threads of a run have written, and who knows of it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Something orders threads that is not seen here: nothing is too weak any more.
    is_blind: bool,
    views: Vec<View>,
    /// What each thread has found, and has not acquired.
    found: Vec<View>,
    /// What each thread's last fence has released.
    fenced: Vec<View>,
    /// What the fences that are `SeqCst` know.
    fences: View,
    atomics: HashMap<usize, Atomic>,
    slots: HashMap<usize, Slot>,
    /// What is handed on with a lock, at a barrier or to who is unparked.
    handed_on: HashMap<usize, View>,
    links: Vec<Link>,
}

/// All values of an atomic, the newest last.
#[derive(Debug)]
struct Atomic {
    writes: Vec<Write>,
    /// Who found which of them, and when.
    seen: Vec<(Mark, usize)>,
}

#[derive(Debug)]
struct Write {
    /// `None` for what it held before the run.
    by: Option<Mark>,
    word: u64,
    order: Ordering,
    releases: View,
}

/// A place without a lock.
#[derive(Debug, Default)]
struct Slot {
    inside: Vec<(usize, Touch)>,
    write: Option<(Mark, Touch)>,
    reads: Vec<(Mark, Touch)>,
}

/// How a place without a lock is touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// It is looked at.
    Reads,
    /// Something is put in.
    Writes,
    /// What is there is taken out.
    Takes,
}

/// Two threads that touch a place without a lock, at least one of them changes it, and
/// nothing orders the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Race {
    /// `the slot`
    pub place: String,
    /// Who came first, and what it did.
    pub first: (usize, Touch),
    /// Who came then.
    pub second: (usize, Touch),
    /// The first one was not done.
    pub at_once: bool,
    /// What the second has read that the first wrote afterwards, if that is why it came.
    pub link: Option<Link>,
}

/// A value that a thread has read from another one, which ordered nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which atomic it was, if it has a name.
    pub name: Option<String>,
    /// Who has read it, and as what.
    pub reader: (usize, Ordering),
    /// Who has written it, and as what.
    pub writer: (usize, Ordering),
    /// The writer's step.
    at: usize,
}

/// What a load finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) word: u64,
    /// The newest value, and who wrote it, where another one was found.
    pub(super) newest: Option<(u64, usize)>,
}

impl Memory {
    /// Something happened that may order anything.
    pub(super) fn is_blind_from_here(&mut self) {
        self.is_blind = true;
    }

    /// How many values a load of `who` could find, the newest included.
    pub(super) fn choices(
        &mut self,
        who: usize,
        atomic: usize,
        now: u64,
        order: Ordering,
    ) -> usize {
        let view = self.view(who).clone();
        let atomic = self.atomic(atomic, now);
        let oldest = atomic.newest_known(|mark| view.orders(mark));
        let known = atomic.newest_known(|mark| view.follows(mark));
        let old = known.saturating_sub(oldest).min(MOST_OLD);
        match order == Ordering::SeqCst || self.is_blind {
            true => 1,
            false => old + 1,
        }
    }

    /// `who` finds the newest value, or the one that is `back` older than the newest it
    /// would know of.
    pub(super) fn loads(
        &mut self,
        who: usize,
        (atomic, name): (usize, Option<&str>),
        (now, back): (u64, usize),
        order: Ordering,
    ) -> Reading {
        let mark = self.tick(who);
        let view = self.view(who).clone();
        let history = self.atomic(atomic, now);
        let last = history.writes.len() - 1;
        let at = match back {
            0 => last,
            back => (history.newest_known(|mark| view.follows(mark))).saturating_sub(back),
        };
        history.seen.push((mark, at));
        let (found, newest) = (&history.writes[at], &history.writes[last]);
        let newest = newest.by.filter(|_| at != last);
        let newest = newest.map(|by| (history.writes[last].word, by.who));
        let (word, released) = (found.word, found.releases.clone());
        let from = found.by.map(|by| (by, found.order));
        self.finds(who, &released, order);
        if let Some((by, wrote)) = from.filter(|(by, _)| by.who != who)
            && !self.view(who).orders(by)
        {
            self.links.push(Link {
                name: name.map(str::to_owned),
                reader: (who, order),
                writer: (by.who, wrote),
                at: by.at,
            });
        }
        Reading { word, newest }
    }

    pub(super) fn stores(
        &mut self,
        who: usize,
        atomic: usize,
        before: u64,
        word: u64,
        order: Ordering,
    ) {
        self.atomic(atomic, before);
        let releases = self.released(who, order);
        self.writes(who, atomic, word, order, releases);
    }

    /// One operation that finds the newest value and changes it.
    pub(super) fn changes(
        &mut self,
        who: usize,
        (atomic, name): (usize, Option<&str>),
        (before, word): (u64, u64),
        order: Ordering,
    ) {
        self.loads(who, (atomic, name), (before, 0), order);
        // What it found is handed on with what it writes, whatever its own ordering.
        let mut releases = self.released(who, order);
        if let Some(found) = self.atomic(atomic, before).writes.last() {
            releases.learn(&found.releases);
        }
        self.writes(who, atomic, word, order, releases);
    }

    pub(super) fn fence(&mut self, who: usize, order: Ordering) {
        self.tick(who);
        if acquires(order) {
            let found = at(&mut self.found, who).clone();
            self.view(who).learn(&found);
        }
        if order == Ordering::SeqCst {
            let fences = self.fences.clone();
            self.view(who).learn(&fences);
            self.fences = self.view(who).clone();
        }
        if releases(order) {
            *at(&mut self.fenced, who) = self.view(who).clone();
        }
    }

    /// `who` takes `thing` over from whoever handed it on.
    pub(super) fn takes_over(&mut self, who: usize, thing: usize) {
        if let Some(known) = self.handed_on.get(&thing).cloned() {
            self.view(who).learn(&known);
        }
    }

    pub(super) fn hands_on(&mut self, who: usize, thing: usize) {
        self.tick(who);
        let view = self.view(who).clone();
        self.handed_on.entry(thing).or_default().learn(&view);
    }

    /// `who` begins to touch a place without a lock. The race, if it is one.
    pub(super) fn enters(
        &mut self,
        who: usize,
        (slot, name): (usize, &str),
        touch: Touch,
    ) -> Option<Race> {
        let mark = self.tick(who);
        let view = self.view(who).clone();
        let is_blind = self.is_blind;
        let slot = self.slots.entry(slot).or_default();
        let conflicts = |other: Touch| touch != Touch::Reads || other != Touch::Reads;
        let inside = slot
            .inside
            .iter()
            .find(|(_, other)| conflicts(*other))
            .copied();
        let weak = |(mark, _): &&(Mark, Touch)| view.follows(*mark) && !view.orders(*mark);
        let before = slot.write.iter().chain(&slot.reads);
        let before = before.filter(|(_, other)| conflicts(*other) && !is_blind);
        let before = before.copied().collect::<Vec<_>>();
        let before = before.iter().find(weak).copied();
        slot.inside.push((who, touch));
        match touch {
            Touch::Reads => slot.reads.push((mark, touch)),
            Touch::Writes | Touch::Takes => {
                slot.reads.clear();
                slot.write = Some((mark, touch));
            }
        }
        let race = |first, at_once, link| Race {
            place: name.to_owned(),
            first,
            second: (who, touch),
            at_once,
            link,
        };
        match (inside, before) {
            (Some(first), _) => Some(race(first, true, None)),
            (None, Some((mark, other))) => {
                Some(race((mark.who, other), false, self.link(who, mark)))
            }
            (None, None) => None,
        }
    }

    pub(super) fn leaves(&mut self, who: usize, slot: usize) {
        if let Some(slot) = self.slots.get_mut(&slot) {
            slot.inside.retain(|(other, _)| *other != who);
        }
    }

    /// What `who` read last that the thread of `mark` wrote after it.
    fn link(&self, who: usize, mark: Mark) -> Option<Link> {
        let mut links = self.links.iter().rev();
        let link = links
            .find(|link| link.reader.0 == who && link.writer.0 == mark.who && link.at > mark.at);
        link.cloned()
    }

    /// What `who` knows when it finds a value that releases so much.
    fn finds(&mut self, who: usize, released: &View, order: Ordering) {
        at(&mut self.found, who).learn(released);
        match acquires(order) {
            true => self.view(who).learn(released),
            false => self.view(who).learn_what_follows(released),
        }
    }

    /// What is known to whoever acquires what `who` writes next.
    fn released(&mut self, who: usize, order: Ordering) -> View {
        self.tick(who);
        let mut view = self.view(who).clone();
        if !releases(order) {
            view.is_ordered_as(at(&mut self.fenced, who));
        }
        view
    }

    fn writes(&mut self, who: usize, atomic: usize, word: u64, order: Ordering, releases: View) {
        let by = Some(self.view(who).now(who));
        if let Some(atomic) = self.atomics.get_mut(&atomic) {
            atomic.writes.push(Write {
                by,
                word,
                order,
                releases,
            });
        }
    }

    /// What is known of it, if that is what it holds.
    fn atomic(&mut self, atomic: usize, now: u64) -> &mut Atomic {
        let held = self
            .atomics
            .get(&atomic)
            .and_then(|atomic| atomic.writes.last());
        // Somebody without a seat has written: who knows what that orders?
        let (is_new, is_other) = (held.is_none(), held.is_some_and(|held| held.word != now));
        self.is_blind |= is_other;
        if is_new || is_other {
            let first = Write {
                by: None,
                word: now,
                order: Ordering::Relaxed,
                releases: View::default(),
            };
            let new = Atomic {
                writes: vec![first],
                seen: Vec::new(),
            };
            self.atomics.insert(atomic, new);
        }
        self.atomics.get_mut(&atomic).expect("it was put in")
    }

    /// One thing more that `who` does.
    fn tick(&mut self, who: usize) -> Mark {
        self.view(who).tick(who)
    }

    fn view(&mut self, who: usize) -> &mut View {
        at(&mut self.views, who)
    }
}

impl Atomic {
    /// The newest write that is known, or that somebody found whose look is known.
    fn newest_known(&self, knows: impl Fn(Mark) -> bool) -> usize {
        let mut newest = 0;
        for (at, write) in self.writes.iter().enumerate() {
            if write.by.is_none_or(&knows) {
                newest = newest.max(at);
            }
        }
        let seen = self.seen.iter().filter(|(mark, _)| knows(*mark));
        seen.map(|(_, at)| *at).fold(newest, usize::max)
    }
}

fn at(views: &mut Vec<View>, who: usize) -> &mut View {
    if views.len() <= who {
        views.resize_with(who + 1, View::default);
    }
    &mut views[who]
}
