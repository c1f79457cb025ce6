//! Tests of what comes by a gate and is no worker of it.

use super::*;
use crate::equal;
use crate::refusal::{accepts, refuses};
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A connection to a gate, from this process, line by line.
struct Ghost {
    stream: TcpStream,
    lines: BufReader<TcpStream>,
}

impl Ghost {
    fn at(gate: &Gate) -> Self {
        Self::over(TcpStream::connect(gate.address).expect("the gate listens"))
    }

    fn over(stream: TcpStream) -> Self {
        let lines = BufReader::new(stream.try_clone().expect("it is open"));
        Self { stream, lines }
    }

    /// Say a line, and hear the next one; an empty one at the end.
    fn say(&mut self, line: &str) -> String {
        // Who is told nothing any more hears the end.
        let _ = self.stream.write_all(format!("{line}\n").as_bytes());
        self.hear()
    }

    fn hear(&mut self) -> String {
        let mut line = String::new();
        let read: io::Result<_> = self.lines.read_line(&mut line);
        line.truncate(read.map_or(0, |_| line.trim_end().len()));
        line
    }

    /// Say that a process has come by, and show what it is asked for; whether it is
    /// told to go on.
    fn passes(mut self, pid: u32, name: &str) -> bool {
        let wanted = self.say(&format!("{pid} {name}"));
        wanted.starts_with("show ") && self.say("shown").starts_with("go")
    }
}

fn start(mut command: Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    command.spawn().expect("it starts")
}

/// Show `ghost` a gate with the worker `north`, and see that nobody came by.
#[track_caller]
fn comes_to_nothing(ghost: impl Fn(&Gate, &Worker)) {
    refuses(Kind::NotStarted, "0 processes came by, expected 1", || {
        let gate = Gate::of(1);
        let north = gate.worker("north", Worker::hangs());
        ghost(&gate, &north);
        gate.processes_are(1);
    });
}

#[test]
fn a_process_that_is_not_there_comes_to_nothing() {
    comes_to_nothing(|gate, _| {
        for pid in [0, 1, 999_999, u32::MAX] {
            assert!(!Ghost::at(gate).passes(pid, "north"), "{pid}");
        }
    });
}

#[test]
fn a_worker_elsewhere_is_none_of_this_gate() {
    comes_to_nothing(|gate, _| {
        let mut elsewhere = start(Worker::hangs().named("north").command());
        assert!(!Ghost::at(gate).passes(elsewhere.id(), "north"));
        elsewhere.kill().expect("it runs");
        elsewhere.wait().expect("it is ours");
    });
}

#[test]
fn a_thread_of_this_process_is_no_process() {
    let itself = "the work was done in the process that asked for it";
    refuses(Kind::WrongThread, itself, || {
        let gate = Gate::of(1);
        let _ = gate.worker("north", Worker::hangs());
        assert!(!Ghost::at(&gate).passes(std::process::id(), "north"));
        gate.processes_are(1);
    });
}

#[test]
fn nobody_comes_by_with_the_number_of_another_one() {
    accepts(|| {
        let gate = Gate::of(1);
        let mut north = start(gate.worker("north", Worker::hangs()).command());
        let _ = gate.worker("south", Worker::hangs());
        while gate.arrivals() < 1 {
            thread::yield_now();
        }
        for name in ["north", "south"] {
            assert!(!Ghost::at(&gate).passes(north.id(), name), "{name}");
        }
        equal("who came by", gate.arrivals(), 1);
        north.kill().expect("it runs");
        north.wait().expect("it is ours");
        gate.all_reaped();
    });
}

/// The real worker stands at a gate of ours, and all that is said is handed on.
#[test]
fn what_is_handed_on_comes_to_nothing() {
    comes_to_nothing(|gate, north| {
        let ours = TcpListener::bind(("127.0.0.1", 0)).expect("there is a loopback");
        let port = ours.local_addr().expect("it listens").to_string();
        let real = north.command();
        let mut relayed = Command::new(real.get_program());
        let there = gate.address.to_string();
        relayed.args(real.get_args().map(|word| match word.to_str() {
            Some(word) if word == there => port.as_str().into(),
            Some(_) | None => word.to_owned(),
        }));
        let mut child = start(relayed);
        let (theirs, _) = ours.accept().expect("it comes");
        let (mut worker, mut ghost) = (Ghost::over(theirs), Ghost::at(gate));
        let wanted = ghost.say(&worker.hear());
        assert!(wanted.starts_with("show "), "{wanted}");
        let answer = ghost.say(&worker.say(&wanted));
        equal("the answer of the gate", answer.as_str(), "");
        child.kill().expect("it runs");
        child.wait().expect("it is ours");
    });
}

#[test]
fn a_worker_with_other_arguments_comes_to_nothing() {
    comes_to_nothing(|_, north| {
        let real = north.command();
        for more in [&["hang"][..], &["--child"], &["--name", "north"]] {
            let mut other = Command::new(real.get_program());
            other.args(real.get_args()).args(more).stdout(Stdio::null());
            other.stderr(Stdio::null());
            let status = other.status().expect("it starts");
            equal("how it ended", status.code(), Some(64));
        }
    });
}

/// Only a worker that is to start a process of its own has a child.
#[test]
fn a_child_of_a_worker_that_has_none_comes_to_nothing() {
    comes_to_nothing(|gate, north| {
        let there = gate.address.to_string();
        let child = ["--gate", &there, "--name", "child of north", "hang"];
        let mut child = Command::new(north.command().get_program())
            .args(child)
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        while gate.arrivals() < 1 && child.try_wait().expect("it is ours").is_none() {
            thread::yield_now();
        }
        let _ = child.kill();
        child.wait().expect("it is ours");
    });
}

/// A shell is a process, and says what a worker says.
#[test]
fn another_program_comes_to_nothing() {
    comes_to_nothing(|gate, _| {
        let mut sleeper = Command::new("sleep");
        sleeper.arg("3600");
        let mut sleeper = start(sleeper);
        assert!(!Ghost::at(gate).passes(sleeper.id(), "north"));
        sleeper.kill().expect("it runs");
        sleeper.wait().expect("it is ours");
    });
}

#[test]
fn who_says_nothing_holds_up_nobody() {
    accepts(|| {
        let gate = Gate::of(1);
        let _silent = Ghost::at(&gate);
        let word = Gate::word();
        let output = gate.worker("north", Worker::says(&word)).command().output();
        let said = output.expect("it starts").stdout;
        equal("what it said", said, format!("{word}\n").into_bytes());
        gate.processes_are(1);
        gate.all_reaped();
    });
}

/// Nobody could tell which of them has come by.
#[test]
fn two_workers_with_one_name_do_one_thing() {
    let two = |first: Worker, second: Worker| {
        let gate = Gate::of(1);
        let _ = gate.worker("north", first);
        let second = std::panic::AssertUnwindSafe(|| gate.worker("north", second));
        std::panic::catch_unwind(second).is_ok()
    };
    assert!(two(Worker::says("tea"), Worker::says("tea")));
    assert!(two(Worker::hangs(), Worker::hangs().with_child()));
    assert!(!two(Worker::says("tea"), Worker::says("cups")));
    assert!(!two(Worker::exits(3), Worker::echoes()));
}

#[test]
fn the_arguments_of_a_worker_do_not_tell_what_it_does() {
    for worker in [Worker::says("tea"), Worker::exits(3), Worker::echoes()] {
        let command = Gate::of(1).worker("north", worker).command();
        assert_eq!(command.get_args().count(), 4, "{command:?}");
    }
}

/// What one process has started and another one, in between, has not waited for.
#[test]
fn a_zombie_of_another_parent_is_one_too() {
    let zombie = "the process `north` has ended, but nobody asked how";
    refuses(Kind::Leaks, zombie, || {
        let gate = Gate::of(1);
        let north = gate.worker("north", Worker::says("tea")).command();
        let mut shell = Command::new("sh");
        shell.args(["-c", "\"$@\" & exec sleep 3600", "sh"]);
        shell.arg(north.get_program()).args(north.get_args());
        let mut shell = start(shell);
        while gate.arrivals() < 1 {
            thread::yield_now();
        }
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| gate.all_reaped()));
        shell.kill().expect("it runs");
        shell.wait().expect("it is ours");
        if let Err(refused) = seen {
            std::panic::resume_unwind(refused);
        }
    });
}
