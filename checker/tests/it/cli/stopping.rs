//! Ctrl-Z and SIGSTOP: what runs for us stops and goes on with us, and time in
//! which nothing ran is nobody's fault.
#![cfg(target_os = "linux")]

use crate::support::{Bench, INFO, state, terminal::Terminal, ticks, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// The answer to `add` computes for ever, and may do so for this long.
fn busy(deadline: &str) -> Bench {
    let info = INFO.replace("stars = 1", &format!("deadline = {deadline}"));
    let bench = Bench::new().file("info.toml", &info);
    bench.answer("add", "loop { std::hint::spin_loop(); }");
    bench
}

/// A shell with job control, which calls the program with `arguments`.
fn job(bench: &Bench, arguments: &str) -> Terminal {
    let mut shell = bench.shell();
    shell.press(&format!("\"$WORKBOOK\" {arguments}\n"));
    wait_until_it_computes(bench);
    shell
}

/// Its program is called for the list of its tests first, which is over at once.
fn wait_until_it_computes(bench: &Bench) {
    wait_until("the answer to compute", || {
        bench.running().into_iter().any(|pid| ticks(pid) > 5)
    });
}

fn all_are(bench: &Bench, stopped: bool) -> bool {
    let tests = bench.running();
    !tests.is_empty()
        && tests
            .iter()
            .all(|pid| (state(*pid) == Some('T')) == stopped)
}

#[track_caller]
fn stops_and_goes_on(arguments: &str, stop: &str) {
    let bench = busy("600.0");
    let mut shell = job(&bench, arguments);
    for _ in 0..2 {
        shell.mark();
        shell.press(stop);
        shell.wait_for_bytes(&["Stopped"]);
        wait_until("the answer to stop", || all_are(&bench, true));
        shell.press("fg\n");
        wait_until("the answer to go on", || all_are(&bench, false));
    }
    shell.mark();
    shell.press("\u{3}");
    shell.wait_for_bytes(&["interrupted"]);
    bench.gets_quiet();
    shell.press("exit\n");
    shell.wait_for_end();
}

#[test]
fn ctrl_z_stops_a_run_with_its_tests() {
    stops_and_goes_on("run add", "\u{1a}");
}

#[test]
fn ctrl_z_stops_a_check_with_its_tests() {
    stops_and_goes_on("check --all", "\u{1a}");
}

#[test]
fn ctrl_z_stops_a_watch_with_what_it_judges() {
    let bench = busy("600.0");
    let mut shell = job(&bench, "watch add");
    shell.mark();
    shell.press("\u{1a}");
    shell.wait_for_bytes(&["Stopped"]);
    // It is ended, or stopped; either way nothing computes.
    wait_until("the answer to stop", || {
        let tests = bench.running();
        tests
            .iter()
            .all(|pid| matches!(state(*pid), Some('T' | 'Z') | None))
    });
    shell.press("fg\n");
    wait_until("the answer to go on", || all_are(&bench, false));
    shell.press("q");
    bench.gets_quiet();
}

#[test]
fn ctrl_z_stops_a_grading_run_with_its_judges_and_their_tests() {
    let bench = busy("600.0");
    let answer = bench.read(bench.exercise("add"));
    std::fs::create_dir(bench.folder().join("ada")).unwrap();
    std::fs::write(bench.folder().join("ada/add.rs"), answer).unwrap();
    let mut shell = job(&bench, "grade ../ada --course . --out ../grades");
    shell.press("\u{1a}");
    wait_until("the answer to stop", || all_are(&bench, true));
    shell.press("fg\n");
    wait_until("the answer to go on", || all_are(&bench, false));
    shell.mark();
    shell.press("\u{3}");
    shell.wait_for_bytes(&["interrupted"]);
    bench.gets_quiet();
}

#[test]
fn time_in_which_the_checker_was_stopped_is_no_time_of_the_answer() {
    const STOPPED: Duration = Duration::from_secs(4);
    let bench = busy("3.0");
    let mut command = bench.command(&["run", "add", "--format", "json"]);
    let child = command.stdout(Stdio::piped()).spawn().unwrap();
    wait_until_it_computes(&bench);
    let pid = Pid::from_child(&child);
    let began = Instant::now();
    // It cannot know of this one beforehand.
    kill_process(pid, Signal::STOP).unwrap();
    wait_until("time to go by", || began.elapsed() > STOPPED);
    kill_process(pid, Signal::CONT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let test = &report["exercises"][0]["tests"][0];
    let took = test["duration_ms"]
        .as_f64()
        .unwrap_or_else(|| panic!("{report:#}"));
    assert!(
        (2_900.0..STOPPED.as_millis() as f64).contains(&took),
        "{took}"
    );
}
