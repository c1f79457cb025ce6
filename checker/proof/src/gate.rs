//! A place that only processes which run at the same time can leave together.

mod visit;

use crate::refusal::{finding, found, refuse};
use crate::rendezvous::missed;
use lab::worker::CHILD_OF;
use lab::{Worker, ms};
use report::{Finding, Kind};
use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// *n* workers have to be here at the same time, each a real process:
///
/// ```no_run
/// # use proof::prelude::*;
/// # use lab::Worker;
/// # mod exercise {
/// #     pub fn run_all(_: Vec<std::process::Command>) -> Vec<String> { Vec::new() }
/// # }
/// let gate = Gate::of(3);
/// let workers = ["north", "south", "west"].map(|name| gate.worker(name, Worker::says(name)));
/// let said = exercise::run_all(workers.iter().map(Worker::command).collect());
/// equal("what the workers said", said, ["north", "south", "west"]);
/// gate.processes_are(3);
/// gate.all_reaped();
/// ```
///
/// A right answer passes as soon as the last one arrives; a wrong one pays with
/// the patience, once. The gate sees a process from its arrival to its end, as
/// its connection lasts as long; so does the picture.
///
/// The exercise needs `processes` and `sockets`. Of Unix only: elsewhere there
/// are no such processes to be seen.
#[derive(Debug)]
pub struct Gate {
    shared: Arc<Shared>,
    address: SocketAddr,
}

#[derive(Debug)]
struct Shared {
    size: usize,
    patience: Duration,
    /// Who arrives first with this in its name has to die.
    poison: Option<String>,
    /// What becomes of the first ones that arrive, whatever they are called.
    fates: Vec<Fate>,
    seen: Mutex<Seen>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Seen {
    guests: Vec<Guest>,
    /// How many wait.
    here: usize,
    /// All were here once, or somebody waited in vain: nobody waits any more.
    open: bool,
    poisoned: bool,
}

/// What a gate does with a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes on, when as many are here as have to be.
    GoesOn,
    /// It aborts.
    Aborts,
    /// It exits with this code.
    Exits(u8),
}

/// A process that came by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Guest {
    name: String,
    pid: u32,
    gone: bool,
}

/// How long the system may take to end a process.
const MOMENT: Duration = ms(1_000);

impl Gate {
    /// That opens for so many workers at once, and stays open.
    ///
    /// # Panics
    ///
    /// If this machine has no loopback network.
    #[must_use]
    pub fn of(size: usize) -> Self {
        Self::with(size, ms(1_500), None, &[])
    }

    /// As [`Gate::of`], but the first worker with `name` in its name aborts
    /// instead of going on; a second one goes on.
    #[must_use]
    pub fn that_kills_the_first(size: usize, name: &str) -> Self {
        Self::with(size, ms(1_500), Some(name.to_owned()), &[])
    }

    /// That opens for each worker at once, but deals with the first ones as
    /// `fates` says, in the order in which they come by.
    ///
    /// # Panics
    ///
    /// If this machine has no loopback network.
    #[must_use]
    pub fn with_fates(fates: &[Fate]) -> Self {
        Self::with(1, ms(1_500), None, fates)
    }

    fn with(size: usize, patience: Duration, poison: Option<String>, fates: &[Fate]) -> Self {
        let listener = crate::talk::must(TcpListener::bind(("127.0.0.1", 0)));
        let address = crate::talk::must(listener.local_addr());
        let shared = Arc::new(Shared {
            size,
            patience,
            poison,
            fates: fates.to_vec(),
            seen: Mutex::default(),
            changed: Condvar::new(),
        });
        let accept = {
            let shared = Arc::clone(&shared);
            move || visit::accept(&listener, &shared)
        };
        let named = thread::Builder::new().name("gate".to_owned());
        if let Err(error) = named.spawn(accept) {
            panic!("the system gives us no thread: {error}");
        }
        Self { shared, address }
    }

    /// A worker that is called `name` and passes this gate before it does
    /// anything. One that answers frames passes it as `job …` for each of them.
    #[must_use]
    pub fn worker(&self, name: &str, worker: Worker) -> Worker {
        worker.named(name).at_gate(self.address)
    }

    /// How often somebody came by: for workers that answer frames, once a job.
    #[must_use]
    pub fn arrivals(&self) -> usize {
        self.shared.seen().guests.len()
    }

    /// The numbers of the processes that came by, each once, in order.
    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        let seen = self.shared.seen();
        let pids: BTreeSet<u32> = seen.guests.iter().map(|guest| guest.pid).collect();
        pids.into_iter().collect()
    }

    /// The work was done by `n` processes, not fewer and not more, and none of
    /// them is the one that makes this claim.
    pub fn processes_are(&self, n: usize) {
        let pids = self.pids();
        if pids.contains(&std::process::id()) {
            refuse(finding(
                Kind::NotConcurrent,
                "the work was done in the process that asked for it".to_owned(),
                "a crash in the work would take the whole program with it",
                "what starts a process?",
            ));
        }
        if pids.len() != n {
            let kind = match pids.len() < n {
                true => Kind::NotConcurrent,
                false => Kind::TooConcurrent,
            };
            refuse(finding(
                kind,
                format!("{} processes came by, expected {n}", pids.len()),
                "the work is not divided as the exercise asks for",
                "when is a process started, and how often?",
            ));
        }
    }

    /// Every process that came by has ended: also those that our processes have
    /// started. The system gets a moment to end them.
    pub fn all_ended(&self) {
        let runs = |seen: &Seen| seen.guests.iter().any(|guest| !guest.gone);
        let seen = (self.shared).wait_while(self.shared.seen(), MOMENT, runs);
        let left = seen.guests.iter().find(|guest| !guest.gone).cloned();
        drop(seen);
        if let Some(guest) = left {
            refuse(still_runs(&guest.name));
        }
    }

    /// Every process of ours that came by has ended, and somebody asked how:
    /// until then the system keeps it as a zombie. What a process of ours has
    /// started is not ours.
    pub fn all_reaped(&self) {
        self.all_ended();
        let guests = self.shared.seen().guests.clone();
        let ours = |guest: &&Guest| !guest.name.starts_with(CHILD_OF);
        for Guest { name, pid, .. } in guests.iter().filter(ours) {
            match left_of(*pid) {
                Left::Nothing => {}
                Left::Process => refuse(still_runs(name)),
                Left::Zombie => refuse(finding(
                    Kind::Leaks,
                    format!("the process `{name}` has ended, but nobody asked how"),
                    "it stays in the table of processes as a zombie, and takes a number there",
                    "who waits for the process, and asks how it ended?",
                )),
            }
        }
    }
}

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wait while `condition` holds, for as long as `patience`. It is spent piece by
    /// piece: where everything has to wait, on a machine that is busy or was
    /// stopped for a while, each piece takes longer, and nobody runs out of it.
    fn wait_while<'a>(
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

    /// Let `pid` in as `name`, and wait for the others if it may go on. Its place
    /// in the list, and what becomes of it.
    fn enter(&self, name: &str, pid: u32) -> (usize, Fate) {
        let mut seen = self.seen();
        let place = seen.guests.len();
        seen.guests.push(Guest {
            name: name.to_owned(),
            pid,
            gone: false,
        });
        let poisoned = self
            .poison
            .as_ref()
            .is_some_and(|part| name.contains(part.as_str()));
        if poisoned && !std::mem::replace(&mut seen.poisoned, true) {
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

    fn gone(&self, place: usize) {
        self.seen().guests[place].gone = true;
        self.changed.notify_all();
    }
}

/// What there still is of a child of ours.
enum Left {
    /// It was waited for, or never was a child of ours.
    Nothing,
    Zombie,
    Process,
}

/// A process hangs up a moment before it can be waited for: who has waited for
/// it is known at once, and who has not a moment later.
fn left_of(pid: u32) -> Left {
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else {
        return Left::Nothing;
    };
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    let begun = Instant::now();
    loop {
        match waitid(WaitId::Pid(pid), look) {
            Ok(Some(_)) => return Left::Zombie,
            Ok(None) if begun.elapsed() >= MOMENT => return Left::Process,
            Ok(None) => thread::sleep(ms(1)),
            Err(Errno::INTR) => {}
            Err(_) => return Left::Nothing,
        }
    }
}

fn still_runs(name: &str) -> Finding {
    finding(
        Kind::Leaks,
        format!("the process `{name}` is still running"),
        "nobody needs it any more, and nobody ends it",
        "what ends a process, and which processes does that reach?",
    )
}

#[cfg(test)]
mod tests;
