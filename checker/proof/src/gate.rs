//! A place that only processes which run at the same time can leave together.

mod expected;
mod left;
mod script;
mod secret;
mod shared;
mod visit;

use crate::channel;
use crate::refusal::{finding, found, refuse};
use crate::trouble::none_left;
use crate::waits::stuck_behind;
use instrument::worker::CHILD_OF;
use instrument::world::Gated;
use lab::{Worker, ms};
use left::after_a_moment;
use report::{Count, Finding, Kind, Left, ProcessId};
pub use script::Script;
use secret::{Secret, letters};
use shared::{Guest, Seen, Shared, Special};
use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex};
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
/// let names = ["north", "south", "west"];
/// let words = names.map(|_| Gate::word());
/// let workers = [0, 1, 2].map(|place| gate.worker(names[place], Worker::says(&words[place])));
/// let said = exercise::run_all(workers.iter().map(Worker::command).collect());
/// equal("what the workers said", said, words.map(|word| format!("{word}\n")));
/// gate.processes_are(3);
/// gate.all_reaped();
/// ```
///
/// The system says who comes by: only a process counts that descends from this
/// one, runs the program of the workers and was started with the arguments of a
/// worker of this gate. What it has to do it is told here, so nobody knows it who
/// has not run it: its arguments do not tell. An echo makes each byte larger by a
/// number ([`Gate::echo_of`]), an answer to a frame ends with a mark
/// ([`Gate::answer_to`]), and what a worker says should be a [`Gate::word`].
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

/// What a gate does with a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes on, when as many are here as have to be.
    GoesOn,
    /// It aborts.
    Aborts,
    /// It writes something to its standard output, and aborts.
    WritesAndAborts,
    /// It exits with this code.
    Exits(u8),
}

/// How long the system may take to end a process.
const MOMENT: Duration = ms(1_000);

/// How long nobody comes by or leaves before that counts as in vain.
const PATIENCE: Duration = ms(1_500);

impl Gate {
    /// That opens for so many workers at once, and stays open.
    ///
    /// # Panics
    ///
    /// If this machine has no loopback network.
    #[must_use]
    pub fn of(size: usize) -> Self {
        Self::with(size, PATIENCE, None, &[])
    }

    /// As [`Gate::of`], but the first worker with `name` in its name aborts
    /// instead of going on; a second one goes on.
    #[must_use]
    pub fn that_kills_the_first(size: usize, name: &str) -> Self {
        Self::with(size, PATIENCE, Some(Special::Dies(name.to_owned())), &[])
    }

    /// A gate that is open, but the first worker of each name aborts instead of going
    /// on: of those that answer frames, the first to have each job.
    #[must_use]
    pub fn that_kills_each_once() -> Self {
        Self::with(1, PATIENCE, Some(Special::EachDiesOnce), &[])
    }

    /// A gate that is open, but whoever has `name` in its name is held here
    /// until [`Gate::lets_go_after`] others: a straggler.
    #[must_use]
    pub fn that_holds(name: &str) -> Self {
        Self::with(1, PATIENCE, Some(Special::IsHeld(name.to_owned())), &[])
    }

    /// As [`Gate::that_holds`], but the first one that is held aborts when it is
    /// let go: it dies when nobody else has anything to do.
    #[must_use]
    pub fn that_holds_and_kills(name: &str) -> Self {
        Self::with(1, PATIENCE, Some(Special::DiesLast(name.to_owned())), &[])
    }

    /// That opens for each worker at once, but deals with the first ones as
    /// `fates` says, in the order in which they come by.
    ///
    /// # Panics
    ///
    /// If this machine has no loopback network.
    #[must_use]
    pub fn with_fates(fates: &[Fate]) -> Self {
        Self::with(1, PATIENCE, None, fates)
    }

    /// As [`Gate::that_holds`], and the first ones end as `fates` says, in the order in
    /// which they come by.
    #[must_use]
    pub fn that_holds_with_fates(name: &str, fates: &[Fate]) -> Self {
        Self::with(1, PATIENCE, Some(Special::IsHeld(name.to_owned())), fates)
    }

    fn with(size: usize, patience: Duration, special: Option<Special>, fates: &[Fate]) -> Self {
        let listener = crate::talk::must(TcpListener::bind(("127.0.0.1", 0)));
        let address = crate::talk::must(listener.local_addr());
        let shared = Arc::new(Shared {
            size,
            patience,
            special,
            fates: fates.to_vec(),
            secret: Secret::default(),
            expected: Mutex::default(),
            seen: Mutex::default(),
            changed: Condvar::new(),
        });
        let accept = {
            let shared = Arc::clone(&shared);
            move || visit::accept(&listener, &shared)
        };
        let named = thread::Builder::new().name("gate".to_owned());
        if let Err(error) = named.spawn(accept) {
            none_left("thread", &error);
        }
        Self { shared, address }
    }

    /// A worker that is called `name` and passes this gate before it does
    /// anything. Workers that do different things have different names: it is by
    /// its arguments that one is known. One that answers frames passes it as `job …` for each of them.
    ///
    /// # Panics
    ///
    /// If another worker of this gate has the name, and does something else.
    #[must_use]
    pub fn worker(&self, name: &str, worker: Worker) -> Worker {
        let worker = worker.named(name).at_gate(self.address);
        let secret = &self.shared.secret;
        (self.shared.expected()).add(&worker, self.address, secret);
        worker
    }

    /// A word that nobody can guess.
    #[must_use]
    pub fn word() -> String {
        letters(12)
    }

    /// Much text that nobody can guess.
    #[must_use]
    pub fn text(length: usize) -> String {
        letters(length)
    }

    /// An exit code that nobody can guess, but for 0 and those that shells use for
    /// signals.
    #[must_use]
    pub fn code() -> u8 {
        2 + Secret::default().key() / 3
    }

    /// What a worker of this gate makes of `bytes` that echoes them.
    #[must_use]
    pub fn echo_of(&self, bytes: &[u8]) -> Vec<u8> {
        let key = self.shared.secret.key();
        bytes.iter().map(|byte| byte.wrapping_add(key)).collect()
    }

    /// What a worker of this gate that answers frames answers to `job`.
    #[must_use]
    pub fn answer_to(&self, job: &[u8]) -> Vec<u8> {
        let mark = self.shared.secret.mark(&job_name(job));
        job.iter().rev().copied().chain(mark.into_bytes()).collect()
    }

    /// How often somebody came by: for workers that answer frames, once a job.
    #[must_use]
    pub fn arrivals(&self) -> usize {
        self.shared.seen().guests.len()
    }

    /// The numbers of the processes that came by, each once, in order.
    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        self.processes().iter().map(|process| process.pid).collect()
    }

    fn processes(&self) -> BTreeSet<ProcessId> {
        let seen = self.shared.seen();
        seen.guests.iter().map(|guest| guest.process).collect()
    }

    /// The work was done by `n` processes, not fewer and not more, and none of
    /// them is the one that makes this claim.
    pub fn processes_are(&self, n: usize) {
        let came = self.processes().len();
        if self.shared.seen().asked_itself {
            refuse(finding(
                Kind::WrongThread,
                "the work was done in the process that asked for it".to_owned(),
                "a crash in the work would take the whole program with it",
                "what starts a process?",
            ));
        }
        if came != n {
            let kind = match came {
                0 => Kind::NotStarted,
                _ if came < n => Kind::NotConcurrent,
                _ => Kind::TooConcurrent,
            };
            refuse(finding(
                kind,
                format!("{} came by, expected {n}", Count(came, "process")),
                "the work is not divided as the exercise asks for",
                "when is a process started, and how often?",
            ));
        }
    }

    /// Let those who are held go on when so many others have left: they have
    /// ended, and where they answer frames, the job is done. If nobody comes or
    /// leaves for a while, the answer is refused. This call returns all the
    /// same; make it beside the exercise.
    ///
    /// Who takes what comes first has it by then: somebody gets a moment to ask
    /// how the others ended.
    pub fn lets_go_after(&self, others: usize) {
        /// On a busy machine a look takes longer, as everything does.
        const LOOKS: u32 = 25;
        let (mut last, mut since, mut looks) = ((0, 0), Instant::now(), 0);
        loop {
            let (ended, unreaped) = self.shared.ended();
            let now = (self.arrivals(), ended);
            if now != last {
                (last, since, looks) = (now, Instant::now(), 0);
            }
            if ended >= others && (unreaped == 0 || looks >= LOOKS) {
                break;
            }
            if channel::refused() {
                break;
            }
            if since.elapsed() >= self.shared.patience {
                // Who never came held up nobody.
                if let Some(held) = self.shared.held() {
                    found(stuck_behind(&held, ended, others));
                }
                break;
            }
            looks += 1;
            thread::sleep(ms(2));
        }
        self.shared.seen().let_go = true;
        self.shared.changed.notify_all();
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

    /// Whoever killed a group with `lab::kill_group` did so while its leader was still
    /// there, or a zombie. Call it after a test in which the leader does not end by
    /// itself.
    pub fn groups_were_killed_in_time(&self) {
        if instrument::group::was_killed_too_late() {
            refuse(finding(
                Kind::WrongResult,
                "the group was killed after its leader had been waited for".to_owned(),
                "the number was free by then, and the signal may hit a group of somebody else",
                "what happens first at the limit, the signal to the group or the wait?",
            ));
        }
    }

    /// Every process of ours that came by has ended, and somebody asked how:
    /// until then the system keeps it as a zombie. One that answers frames has
    /// to end, too. What a process of ours has started is not ours.
    pub fn all_reaped(&self) {
        self.all_ended();
        let guests = self.shared.seen().guests.clone();
        let ours = |guest: &&Guest| !guest.name.starts_with(CHILD_OF);
        for Guest { name, process, .. } in guests.iter().filter(ours) {
            match after_a_moment(*process) {
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

/// What a worker says at a gate when it is about to answer `job`.
fn job_name(job: &[u8]) -> String {
    let head: String = String::from_utf8_lossy(job).chars().take(24).collect();
    format!("job {}", head.replace(char::is_control, " "))
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
mod ghosts;
#[cfg(test)]
mod tests;
