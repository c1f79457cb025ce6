//! Every way out gives the terminal back and ends what runs.

use super::learning::patient;
use crate::support::Bench;
use rustix::process::{Pid, Signal, kill_process};

/// Leave by these keys, with nothing going on and in the middle of a run.
#[track_caller]
fn leaves_by(keys: &str) {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    assert!(watch.is_raw());
    watch.press(keys);
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();

    let bench = patient();
    let mut watch = bench.watch(&[]);
    bench.wait_until_an_answer_runs();
    watch.press(keys);
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
    bench.is_quiet();
}

#[test]
fn by_q() {
    leaves_by("q");
}

#[test]
fn by_escape() {
    leaves_by("\u{1b}");
}

#[test]
fn by_ctrl_c() {
    leaves_by("\u{3}");
}

#[test]
fn by_ctrl_d() {
    leaves_by("\u{4}");
}

#[test]
fn by_signals() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 143)] {
        let bench = patient();
        let mut watch = bench.watch(&[]);
        bench.wait_until_an_answer_runs();
        let pid = Pid::from_raw(watch.pid().cast_signed()).unwrap();
        kill_process(pid, signal).unwrap();
        assert_eq!(watch.wait_for_end(), code);
        watch.is_as_before();
        bench.is_quiet();
    }
}

#[test]
fn from_the_list_and_from_a_question() {
    for keys in ["l\u{3}", "x\u{4}", "?\u{3}", "l/abc\u{3}"] {
        let bench = Bench::new();
        let mut watch = bench.watch(&[]);
        watch.wait_for(&["FAIL  add"]);
        watch.press(keys);
        assert_eq!(watch.wait_for_end(), 0, "{keys:?}");
        watch.is_as_before();
    }
}

#[test]
fn without_a_screen_of_its_own_the_verdicts_stay() {
    let bench = Bench::new();
    let mut watch = bench.watch(&["--no-clear"]);
    watch.wait_for(&["FAIL  add", "q:quit"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
    let screen = watch.screen();
    assert!(
        screen.contains("FAIL  add") && screen.contains("PASS  add"),
        "{screen}"
    );
    assert!(!screen.contains("q:quit"), "{screen}");
}
