//! What a gate hears from each process.

use super::Fate;
use super::expected::Expected;
use super::script;
use super::secret::sign;
use super::shared::Shared;
use crate::ask;
use instrument::observe::Span;
use lab::Worker;
use report::{Answer, Claim, ProcessId, Program, Question, Seen};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// A worker says no more than its name.
const LONGEST_LINE: u64 = 1_024;

/// Each connection gets a thread, which lives as long as the process does.
pub(super) fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming().map_while(Result::ok) {
        let shared = Arc::clone(shared);
        let named = thread::Builder::new().name("gate".to_owned());
        // Without a thread to spare, the worker sees its connection closed.
        drop(named.spawn(move || {
            // Whoever hung up already is no guest, nor is who is no worker.
            if let Some(visit) = introduced(stream, &shared) {
                let named = thread::Builder::new().name(visit.name.clone());
                drop(named.spawn(move || visit.host(&shared)));
            }
        }));
    }
}

/// A worker that is here.
struct Visit {
    stream: TcpStream,
    name: String,
    process: ProcessId,
    told: String,
}

/// Who it is: `PID NAME`. Anybody can say that; a thread with the name that it is
/// told now can be had only by the process that has this connection, if it is one
/// that was started as a worker of this gate.
fn introduced(mut stream: TcpStream, shared: &Shared) -> Option<Visit> {
    let mut lines = BufReader::new(stream.try_clone().ok()?.take(LONGEST_LINE));
    let first = line(&mut lines)?;
    let (pid, name) = first.split_once(' ')?;
    let (pid, name) = (pid.parse().ok()?, name.to_owned());
    if pid == std::process::id() {
        shared.seen().asked_itself = true;
        return None;
    }
    let sign = sign();
    stream.write_all(format!("show {sign}\n").as_bytes()).ok()?;
    if line(&mut lines)? != "shown" {
        return None;
    }
    let (since, expected) = identify(Claim { pid, sign }, &name, shared)?;
    Some(Visit {
        stream,
        process: ProcessId { pid, since },
        told: expected.told(&name, &shared.secret),
        name,
    })
}

fn line(lines: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    line.strip_suffix('\n').map(str::to_owned)
}

/// Since when it has been there, and which worker it is. Where the system tells
/// nothing of processes, its word has to do.
fn identify(claim: Claim, name: &str, shared: &Shared) -> Option<(u64, Expected)> {
    match look(claim) {
        Seen::Nobody => None,
        Seen::Unknown => Some((0, shared.expected().called(name)?)),
        Seen::Worker { since, arguments } => {
            let expected = shared.expected().with(&arguments)?;
            expected.is_called(name).then_some((since, expected))
        }
    }
}

fn look(claim: Claim) -> Seen {
    if !ask::is_sealed() {
        let program = Worker::hangs().command();
        let program = Program::at(Path::new(program.get_program()));
        return claim.look(std::process::id(), Some(&program));
    }
    match ask::ask(Question::Worker(claim)) {
        Some(Answer::Worker(seen)) => seen,
        Some(Answer::Threads(_) | Answer::Busiest(_) | Answer::Left(_) | Answer::Memory(_))
        | None => Seen::Unknown,
    }
}

impl Visit {
    fn host(mut self, shared: &Shared) {
        shared.see_it_leave(self.process);
        let span = Span::start(&self.name);
        let (place, fate) = shared.enter(&self.name, self.process);
        let answer = match fate {
            Fate::GoesOn => self.told,
            Fate::Aborts => "die\n".to_owned(),
            Fate::WritesAndAborts => format!("go {}\n", script::HALF_DONE),
            Fate::Exits(code) => format!("exit {code}\n"),
        };
        // A process that is gone needs no answer.
        let _ = self.stream.write_all(answer.as_bytes());
        // It says nothing more: what comes is the end.
        let _ = self.stream.read_to_end(&mut Vec::new());
        span.end();
        shared.gone(place);
    }
}
