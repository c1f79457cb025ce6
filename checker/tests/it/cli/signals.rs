//! Ctrl-C, SIGTERM, SIGKILL: every way to end leaves nothing behind.

use crate::support::{Bench, INFO};
use rustix::process::{Pid, Signal, kill_process};
use std::process::{Child, Stdio};

/// The exercise `add` waits for something that never comes, and may do so for
/// longer than any test.
fn hanging() -> Bench {
    let info = INFO.replace("stars = 1", "deadline = 600.0");
    let bench = Bench::new().file("info.toml", &info);
    bench.answer("add", "loop { std::thread::park(); }");
    bench
}

/// Start, and wait until the answer runs.
fn start(bench: &Bench, arguments: &[&str]) -> Child {
    let mut command = bench.command(arguments);
    let command = command.stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    bench.wait_until_an_answer_runs();
    child
}

fn send(signal: Signal, child: &Child) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

#[track_caller]
fn check(arguments: &[&str], signal: Signal, code: i32) {
    let bench = hanging();
    let mut child = start(&bench, arguments);
    send(signal, &child);
    assert_eq!(child.wait().unwrap().code(), Some(code));
    bench.is_quiet();
}

#[test]
fn an_interrupt_ends_a_run_and_its_children() {
    check(&["run", "add"], Signal::INT, 130);
    check(&["run", "add", "--repeat", "9"], Signal::INT, 130);
}

#[test]
fn an_interrupt_ends_a_check_and_its_children() {
    check(&["check", "--all", "-j", "2"], Signal::INT, 130);
}

#[test]
fn a_termination_has_a_code_of_its_own() {
    check(&["run", "add"], Signal::TERM, 143);
    check(&["check", "add"], Signal::TERM, 143);
}

#[test]
fn ctrl_c_in_a_terminal_does_the_same() {
    let bench = hanging();
    let mut terminal = bench.terminal(&["run", "add"]);
    bench.wait_until_an_answer_runs();
    terminal.press("\u{3}");
    assert_eq!(terminal.wait_for_end(), 130);
    bench.is_quiet();
}

#[test]
fn a_checker_that_is_killed_leaves_no_test_behind() {
    let bench = hanging();
    let mut child = start(&bench, &["run", "add"]);
    send(Signal::KILL, &child);
    assert_eq!(child.wait().unwrap().code(), None);
    bench.gets_quiet();
}
