//! Colours, pipes, and readers that go away.

use crate::support::Bench;
use std::io::Read;
use std::process::Stdio;

const ESCAPE: &str = "\u{1b}";

#[test]
fn pipes_get_no_escape_codes() {
    let bench = Bench::new();
    for arguments in [
        &["--help"][..],
        &["list"],
        &["status"],
        &["hint"],
        &["run"],
        &["check", "--all"],
        &["doctor"],
        &["run", "nope"],
    ] {
        let ran = bench.workbook(arguments).stdout_lacks(ESCAPE);
        assert!(!ran.stderr().contains(ESCAPE), "{ran}");
    }
}

#[test]
fn colours_can_be_asked_for_and_refused() {
    let bench = Bench::new();
    let always = ["list", "--color", "always"];
    bench.workbook(&always).exits(0).stdout_has(ESCAPE);
    let bench = bench.env("CLICOLOR_FORCE", "1");
    bench.workbook(&["list"]).exits(0).stdout_has(ESCAPE);
    let bench = bench.env("NO_COLOR", "1");
    bench.workbook(&["list"]).exits(0).stdout_lacks(ESCAPE);
    // Who says it for this one call means it.
    bench.workbook(&always).exits(0).stdout_has(ESCAPE);
    let never = ["run", "--color", "never"];
    bench.workbook(&never).exits(1).stdout_lacks(ESCAPE);
}

#[test]
fn a_terminal_gets_colours_unless_they_are_refused() {
    for (bench, colours) in [
        (Bench::new(), true),
        (Bench::new().env("NO_COLOR", "1"), false),
        (Bench::new().env("TERM", "dumb"), false),
    ] {
        let mut terminal = bench.terminal(&["run"]);
        terminal.wait_for(&["FAIL", "Stuck?"]);
        assert_eq!(terminal.written().contains("\u{1b}[3"), colours);
        assert_eq!(terminal.wait_for_end(), 1);
    }
}

#[test]
fn where_the_locale_has_no_unicode_everything_is_ascii() {
    let bench = Bench::new().env("LC_ALL", "C");
    for arguments in [&["list"][..], &["status"], &["run"], &["check", "--all"]] {
        let ran = bench.workbook(arguments);
        assert!(ran.stdout().is_ascii(), "{ran}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let bench = Bench::new();
    for arguments in [
        &["list", "--json"][..],
        &["completions", "bash"],
        &["--help"],
        &["run"],
        &["man"],
    ] {
        let mut command = bench.command(arguments);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut complaint = String::new();
        let mut stderr = child.stderr.take().unwrap();
        stderr.read_to_string(&mut complaint).unwrap();
        assert_eq!(complaint, "", "{arguments:?}");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn the_first_line_can_be_taken_in_a_shell() {
    let bench = Bench::new();
    let shell = format!(
        "set -o pipefail; {:?} check --all | head -1",
        crate::support::PROGRAM
    );
    let mut command = bench.in_environment("bash", &["-c", &shell]);
    command.stdin(Stdio::null());
    bench
        .call(command)
        .exits(0)
        .stdout_has("FAIL  add")
        .stderr_is("");
}

#[test]
fn watch_without_a_terminal_says_what_to_use_instead() {
    Bench::new()
        .workbook(&["watch"])
        .exits(3)
        .complains_once()
        .stderr_has("workbook check");
}
