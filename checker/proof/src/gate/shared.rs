//! Who is at a gate, and what becomes of them.

use super::Fate;
use super::expected::List;
use super::left::left;
use super::secret::Secret;
use crate::refusal::found;
use crate::rendezvous::missed;
use lab::ms;
use report::{Left, ProcessId};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) size: usize,
    pub(super) patience: Duration,
    pub(super) special: Option<Special>,
    /// What becomes of the first ones that arrive, whatever they are called.
    pub(super) fates: Vec<Fate>,
    pub(super) secret: Secret,
    pub(super) expected: Mutex<List>,
    pub(super) seen: Mutex<Seen>,
    pub(super) changed: Condvar,
}

/// Those with this in their names are not treated as the others are.
#[derive(Debug)]
pub(super) enum Special {
    /// The first of them has to die.
    Dies(String),
    /// They are held until they are let go.
    IsHeld(String),
    /// Both: they are held, and the first of them has to die then.
    DiesLast(String),
    /// Whatever they are called, the first of each name has to die.
    EachDiesOnce,
}

#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) guests: Vec<Guest>,
    /// How many wait.
    pub(super) here: usize,
    /// All were here once, or somebody waited in vain: nobody waits any more.
    pub(super) open: bool,
    pub(super) poisoned: bool,
    /// Nobody is held any more.
    pub(super) let_go: bool,
    /// Somebody of the process that makes the claims came by.
    pub(super) asked_itself: bool,
}

/// A process that came by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guest {
    pub(super) name: String,
    pub(super) process: ProcessId,
    pub(super) gone: bool,
    /// It was seen that somebody has waited for it.
    pub(super) reaped: bool,
}

impl Shared {
    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn expected(&self) -> MutexGuard<'_, List> {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wait while `condition` holds, for as long as `patience`. It is spent piece by
    /// piece: where everything has to wait, on a machine that is busy or was
    /// stopped for a while, each piece takes longer, and nobody runs out of it.
    pub(super) fn wait_while<'a>(
        &self,
        mut seen: MutexGuard<'a, Seen>,
        patience: Duration,
        condition: impl Fn(&Seen) -> bool,
    ) -> MutexGuard<'a, Seen> {
        const PIECE: Duration = ms(10);
        let mut left = patience;
        while condition(&seen) && !left.is_zero() {
            let piece = left.min(PIECE);
            (seen, _) = (self.changed)
                .wait_timeout_while(seen, piece, |seen| condition(seen))
                .unwrap_or_else(PoisonError::into_inner);
            left -= piece;
        }
        seen
    }

    /// Let `process` in as `name`, and wait for the others if it may go on. Its place
    /// in the list, and what becomes of it.
    pub(super) fn enter(&self, name: &str, process: ProcessId) -> (usize, Fate) {
        let mut seen = self.seen();
        let place = seen.guests.len();
        seen.guests.push(Guest {
            name: name.to_owned(),
            process,
            gone: false,
            reaped: false,
        });
        let special = self
            .special
            .as_ref()
            .filter(|special| special.is_about(name));
        if let Some(Special::IsHeld(_) | Special::DiesLast(_)) = special {
            while !seen.let_go {
                seen = (self.changed.wait(seen)).unwrap_or_else(PoisonError::into_inner);
            }
        }
        if let Some(Special::Dies(_) | Special::DiesLast(_)) = special
            && !std::mem::replace(&mut seen.poisoned, true)
        {
            return (place, Fate::Aborts);
        }
        let first = || {
            seen.guests
                .iter()
                .filter(|guest| guest.name == name)
                .count()
                == 1
        };
        if let Some(Special::EachDiesOnce) = special
            && first()
        {
            return (place, Fate::Aborts);
        }
        if let Some(fate) = self.fates.get(place).filter(|fate| **fate != Fate::GoesOn) {
            return (place, *fate);
        }
        seen.here += 1;
        seen.open |= seen.here >= self.size;
        self.changed.notify_all();
        while !seen.open {
            let before = seen.guests.len();
            let alone = |seen: &Seen| !seen.open && seen.guests.len() == before;
            seen = self.wait_while(seen, self.patience, alone);
            if alone(&seen) {
                seen.open = true;
                self.changed.notify_all();
                found(missed(name, seen.here, self.size));
            }
        }
        seen.here -= 1;
        (place, Fate::GoesOn)
    }

    /// A process that comes again has left before: see that first.
    pub(super) fn see_it_leave(&self, process: ProcessId) {
        let is_here = |guest: &Guest| guest.process == process && !guest.gone;
        let here = |seen: &mut Seen| seen.guests.iter().any(is_here);
        drop(self.changed.wait_while(self.seen(), here));
    }

    /// The name of one that is held.
    pub(super) fn held(&self) -> Option<String> {
        let special = self.special.as_ref()?;
        let seen = self.seen();
        let held = |guest: &&Guest| special.is_about(&guest.name) && !guest.gone;
        seen.guests
            .iter()
            .find(held)
            .map(|guest| guest.name.clone())
    }

    pub(super) fn gone(&self, place: usize) {
        self.seen().guests[place].gone = true;
        self.changed.notify_all();
    }

    /// How many have left, and how many of those somebody has still to ask about.
    pub(super) fn ended(&self) -> (usize, usize) {
        let guests = self.seen().guests.clone();
        let ended = || guests.iter().enumerate().filter(|(_, guest)| guest.gone);
        let mut unreaped = 0;
        for (place, guest) in ended().filter(|(_, guest)| !guest.reaped) {
            match left(guest.process) {
                // It stays so: it is asked about no more.
                Left::Nothing => self.seen().guests[place].reaped = true,
                Left::Zombie | Left::Process => unreaped += 1,
            }
        }
        (ended().count(), unreaped)
    }
}

impl Special {
    fn is_about(&self, guest: &str) -> bool {
        match self {
            Special::Dies(part) | Special::IsHeld(part) | Special::DiesLast(part) => {
                guest.contains(part.as_str())
            }
            Special::EachDiesOnce => true,
        }
    }
}
