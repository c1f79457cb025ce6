//! What a gate hears from each process.

use super::Fate;
use super::shared::Shared;
use instrument::observe::Span;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A worker says no more than its name.
const LONGEST_LINE: u64 = 1_024;

/// Each connection gets a thread, which lives as long as the process does.
pub(super) fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        // Whoever hung up already is no guest.
        let Some((stream, pid, name)) = stream.ok().and_then(introduced) else {
            continue;
        };
        let shared = Arc::clone(shared);
        let named = thread::Builder::new().name(name.clone());
        // Without a thread to spare, the worker sees its connection closed.
        drop(named.spawn(move || host(stream, pid, &name, &shared)));
    }
}

/// Who it is: `PID NAME`.
fn introduced(stream: TcpStream) -> Option<(TcpStream, u32, String)> {
    let mut line = String::new();
    let mut first = BufReader::new((&stream).take(LONGEST_LINE));
    first.read_line(&mut line).ok()?;
    let (pid, name) = line.trim_end().split_once(' ')?;
    Some((stream, pid.parse().ok()?, name.to_owned()))
}

fn host(mut stream: TcpStream, pid: u32, name: &str, shared: &Shared) {
    shared.see_it_leave(pid);
    let span = Span::start(name);
    let (place, fate) = shared.enter(name, pid);
    let answer = match fate {
        Fate::GoesOn => "go\n".to_owned(),
        Fate::Aborts => "die\n".to_owned(),
        Fate::Exits(code) => format!("exit {code}\n"),
    };
    // A process that is gone needs no answer.
    let _ = stream.write_all(answer.as_bytes());
    // It says nothing more: what comes is the end.
    let _ = stream.read_to_end(&mut Vec::new());
    span.end();
    shared.gone(place);
}
