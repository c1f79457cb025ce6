//! `supervise` tells how a process ended, and starts one that crashed once more.

use exercise::Ended;
use lab::{Worker, ms};
use proof::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::Arc;
use std::thread;

proof::main!(
    a_worker_that_ends_well_is_started_once,
    a_worker_that_fails_is_not_started_again,
    a_high_exit_code_is_no_signal,
    a_worker_that_crashes_is_started_once_more,
    what_the_second_one_does_is_the_result,
    after_two_crashes_there_is_no_third_worker,
    whatever_signal_ends_a_worker_is_told,
);

fn supervise(command: Command) -> io::Result<Ended> {
    within(ms(4_000), "supervise", || exercise::supervise(command))
}

/// The result in words: `Ended` belongs to the answer.
fn words(ended: io::Result<Ended>) -> String {
    match ended {
        Ok(Ended::Well(said)) => format!("well: {}", said.trim_end()),
        Ok(Ended::Failed(code)) => format!("failed with code {code}"),
        Ok(Ended::Crashed { signal }) => format!("crashed by signal {signal}"),
        Err(error) => format!("an error: {error}"),
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
    check(&[], "well: tea", 1);
}

fn a_worker_that_fails_is_not_started_again() {
    let code = Gate::code();
    check(&[Fate::Exits(code)], &format!("failed with code {code}"), 1);
}

fn a_high_exit_code_is_no_signal() {
    look_at("a shell shows signals as codes above 128: who else may use such a code?");
    check(&[Fate::Exits(134)], "failed with code 134", 1);
}

fn a_worker_that_crashes_is_started_once_more() {
    check(&[Fate::Aborts], "well: tea", 2);
}

fn what_the_second_one_does_is_the_result() {
    let code = Gate::code();
    let fates = [Fate::Aborts, Fate::Exits(code)];
    check(&fates, &format!("failed with code {code}"), 2);
}

fn after_two_crashes_there_is_no_third_worker() {
    let twice = [Fate::Aborts, Fate::Aborts];
    check(&twice, "crashed by signal 6", 2);
}

fn whatever_signal_ends_a_worker_is_told() {
    // A third one would end by itself.
    let fates = [Fate::GoesOn, Fate::GoesOn, Fate::Exits(0)];
    let gate = Arc::new(Gate::with_fates(&fates));
    let mut command = gate.worker("invoice 7", Worker::hangs()).command();
    // Each leads a group, which can be killed from here.
    command.process_group(0);
    thread::spawn({
        let gate = gate.clone();
        move || kill_the_first_two(&gate)
    });
    let ended = words(supervise(command));
    equal("how it ended", ended.as_str(), "crashed by signal 9");
    gate.all_reaped();
}

fn kill_the_first_two(gate: &Gate) {
    let mut killed = BTreeSet::new();
    while killed.len() < 2 {
        for pid in gate.pids() {
            if killed.insert(pid) {
                let _ = lab::kill_group(pid);
            }
        }
        thread::sleep(ms(1));
    }
}
