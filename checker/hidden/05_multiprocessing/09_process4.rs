//! `supervise` tells how a process ended, and starts one that crashed once more.
// no promise: "How the work ended." It says what the type is.

use exercise::Ended;
use lab::{Worker, ms};
use proof::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

proof::main!(
    a_worker_that_ends_well_is_started_once,
    a_worker_that_fails_is_not_started_again,
    a_high_exit_code_is_no_signal,
    a_worker_that_crashes_is_started_once_more,
    what_the_second_one_does_is_the_result,
    after_two_crashes_there_is_no_third_worker,
    whatever_signal_ends_a_worker_is_told,
    what_a_worker_writes_is_unchanged,
    a_worker_may_write_more_than_a_pipe_holds,
    what_is_no_text_does_no_harm,
    a_worker_that_cannot_be_started_is_an_error,
    a_second_worker_that_cannot_be_started_is_an_error,
);

/// Other programs on a busy machine may keep processes from running for seconds.
const PATIENCE: Duration = ms(9_000);

fn supervise(command: Command) -> io::Result<Ended> {
    within(PATIENCE, "supervise", || exercise::supervise(command))
}

/// The result in words: `Ended` belongs to the answer.
fn words(ended: io::Result<Ended>) -> String {
    match ended {
        Ok(Ended::Well(said)) => format!("Well({said:?})"),
        Ok(Ended::Failed(code)) => format!("Failed({code})"),
        Ok(Ended::Crashed { signal }) => format!("Crashed {{ signal: {signal} }}"),
        Err(error) => format!("Err({error})"),
    }
}

/// A worker whose first processes end as `fates` says; any other one says a word,
/// for which `tea` stands.
fn check(fates: &[Fate], want: &str, started: usize) {
    let gate = Gate::with_fates(fates);
    let word = Gate::word();
    let worker = gate.worker("invoice 7", Worker::says(&word));
    let wanted = expected("how it ended", want.replace("tea", &word));
    let ended = words(supervise(worker.command()));
    gate.all_ended();
    wanted.is(ended);
    equal("the number of processes", gate.pids().len(), started);
    gate.all_reaped();
}

fn a_worker_that_ends_well_is_started_once() {
    promise("A worker that ends by itself, well or not, is not started again");
    check(&[], "Well(\"tea\\n\")", 1);
}

fn a_worker_that_fails_is_not_started_again() {
    promise("A worker that ends by itself, well or not, is not started again");
    let code = Gate::code();
    check(&[Fate::Exits(code)], &format!("Failed({code})"), 1);
}

fn a_high_exit_code_is_no_signal() {
    promise("With this exit code, which is not 0.");
    look_at("a shell shows signals as codes above 128: who else may use such a code?");
    check(&[Fate::Exits(134)], "Failed(134)", 1);
    check(&[Fate::Exits(1)], "Failed(1)", 1);
    check(&[Fate::Exits(255)], "Failed(255)", 1);
}

fn a_worker_that_crashes_is_started_once_more() {
    promise("A worker that is ended by a signal is started once more");
    check(&[Fate::Aborts], "Well(\"tea\\n\")", 2);
    // What the first one has written is not the second one's.
    check(&[Fate::WritesAndAborts], "Well(\"tea\\n\")", 2);
}

fn what_the_second_one_does_is_the_result() {
    promise("the result is how the second one ended, whatever that is");
    let code = Gate::code();
    let fates = [Fate::Aborts, Fate::Exits(code)];
    check(&fates, &format!("Failed({code})"), 2);
}

fn after_two_crashes_there_is_no_third_worker() {
    promise("there is never a third.");
    let twice = [Fate::Aborts, Fate::Aborts];
    check(&twice, "Crashed { signal: 6 }", 2);
}

fn whatever_signal_ends_a_worker_is_told() {
    promise("By this signal.");
    killed_by_somebody(Fate::GoesOn);
    // The first one is ended by another signal.
    promise("the result is how the second one ended, whatever that is");
    killed_by_somebody(Fate::Aborts);
}

/// Whatever becomes of the first one, the second one hangs until it is killed.
fn killed_by_somebody(first: Fate) {
    // A third one would end by itself.
    let gate = Arc::new(Gate::with_fates(&[first, Fate::GoesOn, Fate::Exits(0)]));
    let mut command = gate.worker("invoice 7", Worker::hangs()).command();
    // Each leads a group, which can be killed from here.
    command.process_group(0);
    // One that aborts does so by itself.
    let spared = usize::from(matches!(first, Fate::Aborts));
    thread::spawn({
        let gate = gate.clone();
        move || kill_the_first_two(&gate, spared)
    });
    let ended = words(supervise(command));
    equal("how it ended", ended.as_str(), "Crashed { signal: 9 }");
    equal("the number of processes", gate.pids().len(), 2);
    gate.all_reaped();
}

/// Run a worker that does this, and see how it ended.
fn ended(name: &str, script: &Script) -> (Gate, io::Result<Ended>) {
    let gate = Gate::of(1);
    let command = gate.worker(name, script.worker()).command();
    let ended = supervise(command);
    gate.processes_are(1);
    (gate, ended)
}

/// Nothing, no end of the last line, and blanks at both ends; also where the standard
/// error has something to say, and where the worker fails.
fn what_a_worker_writes_is_unchanged() {
    promise("With exit code 0, and this was written to standard output.");
    look_at("what is done to the bytes between the pipe and the result?");
    for text in ["", "invoice 7", "\n  invoice 7 \t\n\n", "7\r\nü\r\n"] {
        let script = Script::new().complains(b"beware").writes(text.as_bytes());
        let (_, seen) = ended("invoice 7", &script);
        equal("how it ended", words(seen), format!("Well({text:?})"));
        let code = Gate::code();
        let (_, seen) = ended("invoice 7", &script.exits(code));
        equal("how it ended", words(seen), format!("Failed({code})"));
    }
}

fn a_worker_may_write_more_than_a_pipe_holds() {
    promise("wait for its end and return how it ended.");
    if_it_hangs(
        "a pipe holds 64 KiB; a worker that has filled it waits until somebody reads, while here somebody waits for its end, or for another pipe",
    );
    look_at("who reads each of the outputs, and when?");
    let (word, much) = (Gate::word(), 300_000);
    let script = Script::new().complains_much(150_000);
    let script = script.writes_much(word.as_bytes(), much);
    let (gate, seen) = ended("invoice 7", &script);
    let all: String = word.chars().cycle().take(much).collect();
    holds(
        matches!(seen, Ok(Ended::Well(said)) if said == all),
        Kind::WrongResult,
        "a worker that wrote much did not end well, with all that it wrote",
        "some got lost",
    );
    gate.all_reaped();
}

/// An error, or something in the place of these bytes: the text leaves that open.
fn what_is_no_text_does_no_harm() {
    promise(
        "If one that ends well writes what is no UTF-8, that may be an error as well, or other characters stand in its place.",
    );
    look_at("which bytes can a `String` not have, and where does that go?");
    let (_, seen) = ended("invoice 7", &Script::new().writes(b"tea \xff"));
    let well = matches!(&seen, Ok(Ended::Well(said)) if said.starts_with("tea "));
    holds(
        well || seen.is_err(),
        Kind::WrongResult,
        &format!(
            "a worker that ended well, and wrote what is no text, came back as {}",
            words(seen)
        ),
        "it ended by itself, with exit code 0",
    );
}

fn a_worker_that_cannot_be_started_is_an_error() {
    promise(
        "An error means that a worker, the first or the second, could not be started, or not be waited for.",
    );
    let seen = supervise(Command::new("/there/is/no/such/program"));
    holds(
        seen.is_err(),
        Kind::WrongResult,
        &format!(
            "the program does not exist, and what came back for it is {}",
            words(seen)
        ),
        "no worker has ended in any way",
    );
}

/// Its program is gone when the first one has crashed.
fn a_second_worker_that_cannot_be_started_is_an_error() {
    promise(
        "An error means that a worker, the first or the second, could not be started, or not be waited for.",
    );
    let gate = Gate::that_holds_and_kills("invoice 7");
    let command = gate.worker("invoice 7", Worker::says("tea")).command();
    let program = PathBuf::from(command.get_program());
    let is_over = AtomicBool::new(false);
    let seen = thread::scope(|scope| {
        scope.spawn(|| {
            while gate.arrivals() == 0 && !is_over.load(Ordering::SeqCst) {
                thread::sleep(ms(1));
            }
            let _ = fs::rename(&program, program.with_extension("gone"));
            gate.lets_go_after(0);
        });
        let seen = supervise(command);
        is_over.store(true, Ordering::SeqCst);
        seen
    });
    holds(
        seen.is_err(),
        Kind::WrongResult,
        &format!(
            "the second worker cannot be started, and what came back is {}",
            words(seen)
        ),
        "the first one was to be started once more, and nobody hears that it was not",
    );
    gate.all_reaped();
}

fn kill_the_first_two(gate: &Gate, spared: usize) {
    let mut seen = BTreeSet::new();
    while seen.len() < 2 {
        for pid in gate.pids() {
            if seen.insert(pid) && seen.len() > spared {
                let _ = lab::kill_group(pid);
            }
        }
        thread::sleep(ms(1));
    }
}
