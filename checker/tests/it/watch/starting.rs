//! What is found at the start: garbage, another watcher, a course from before.

use crate::support::Bench;
use rustix::fs::{CWD, FileType, Mode, mknodat};

#[test]
fn a_state_with_garbage_is_kept_and_said() {
    let bench = Bench::new().file(".workbook/state.json", "{\"schema\": garbage");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["state.json.bak", "check --all", "FAIL  add"]);
    assert_eq!(
        bench.read(".workbook/state.json.bak"),
        "{\"schema\": garbage"
    );
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
    watch.press("q");
    watch.wait_for_end();
    bench.workbook(&["status"]).stdout_has("1/3").stderr_is("");
}

#[test]
fn a_second_watcher_is_told_of_the_first() {
    let bench = Bench::new();
    let mut first = bench.watch(&[]);
    first.wait_for(&["FAIL  add"]);
    let mut second = bench.watch(&[]);
    second.wait_for(&["already watching", &format!("process {}", first.pid())]);
    assert_eq!(second.wait_for_end(), 3);
    second.is_as_before();
    // The first is not disturbed, and the commands work beside it.
    bench.answer("add", "42");
    first.wait_for(&["PASS  add"]);
    bench.workbook(&["status"]).exits(0).stdout_has("1/3");
    first.press("q");
    first.wait_for_end();
    let third = bench.watch(&[]);
    third.wait_for(&["FAIL  double"]);
}

#[test]
fn one_goes_on_where_one_was() {
    let bench = Bench::new();
    bench.answer("add", "42");
    bench.workbook(&["run"]).exits(0);
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  double", "1/3"]);
    assert!(!watch.screen().contains("Welcome"));
}

#[test]
fn without_a_command_a_terminal_gets_the_watch() {
    let bench = Bench::new();
    let mut watch = bench.terminal(&[]);
    watch.wait_for(&["FAIL  add", "q:quit"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
}

/// What the exercises use is built, and that does not end.
fn building() -> Bench {
    let manifest = "[package]\nname = \"exercises\"\nedition = \"2024\"\n\n\
                    [dependencies]\nslow = { path = \"slow\" }\n";
    let slow = "[package]\nname = \"slow\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n\
                [workspace]\n";
    let bench = Bench::new()
        .file("Cargo.toml", manifest)
        .file("slow/Cargo.toml", slow)
        .file("slow/src/lib.rs", "")
        .file(
            "slow/build.rs",
            "fn main() { loop { std::thread::park(); } }",
        );
    let cache = bench.path("fresh");
    bench.env("WORKBOOK_CACHE_DIR", cache)
}

#[test]
fn keys_during_the_first_build_are_not_shown() {
    let bench = building();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["are being built"]);
    assert!(watch.is_raw());
    bench.wait_until_runs_in("fresh");
    // None of these means anything to a watch.
    watch.press("uvwyz{}uvwyz\r\u{1b}[A");
    // The terminal answers in order: what was typed would be shown before this.
    watch.resize(90, 30);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    let screen = watch.screen();
    assert!(
        !screen.contains("uvwyz") && !screen.contains("^["),
        "{screen}"
    );
    watch.is_as_before();
    bench.is_quiet();
}

#[test]
fn every_way_out_works_during_the_first_build() {
    use rustix::process::{Pid, Signal, kill_process};
    for key in ["\u{3}", "\u{4}", "\u{1b}"] {
        let bench = building();
        let mut watch = bench.watch(&[]);
        bench.wait_until_runs_in("fresh");
        watch.press(key);
        assert_eq!(watch.wait_for_end(), 0, "{key:?}");
        watch.is_as_before();
        bench.gets_quiet_in_the_workbook();
    }
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let bench = building();
        let mut watch = bench.watch(&[]);
        bench.wait_until_runs_in("fresh");
        let pid = Pid::from_raw(watch.pid().cast_signed()).unwrap();
        kill_process(pid, signal).unwrap();
        assert_ne!(watch.wait_for_end(), 0, "{signal:?}");
        watch.is_as_before();
        bench.gets_quiet_in_the_workbook();
    }
}

#[test]
fn a_build_that_fails_is_told_and_tried_again() {
    let bench = building().file("slow/build.rs", "fn main() { std::process::exit(1) }");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["no verdict", "failed to build the crates"]);
    bench.save("slow/build.rs", "fn main() {}");
    watch.press("r");
    watch.wait_for(&["FAIL  add"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
}

#[test]
fn the_lesson_is_there_to_read_until_the_crates_are_built() {
    let lines: String = (1..80).map(|n| format!("Line {n} of it.\n\n")).collect();
    let bench = building().file("exercises/01_numbers/README.md", &lines);
    let gate = bench.path("gate");
    mknodat(CWD, &gate, FileType::Fifo, Mode::RWXU, 0).unwrap();
    let waits = format!("fn main() {{ std::fs::read({gate:?}).unwrap(); }}");
    bench.save("slow/build.rs", &waits);

    let mut watch = bench.watch(&[]);
    watch.wait_for(&["Numbers", "Line 1 of it.", "Building, once", "q:quit"]);
    watch.press("G");
    watch.wait_for(&["Line 79 of it.", "Building, once"]);
    watch.press("g");
    watch.wait_for(&["Line 1 of it.", "Building, once"]);
    // Opening it waits for the build script, which goes on then.
    drop(std::fs::File::create(&gate).unwrap());
    watch.wait_for(&["FAIL  add", "e:lesson"]);
    watch.press("e");
    watch.wait_for(&["Line 1 of it."]);
    watch.press("e");
    watch.wait_for(&["FAIL  add"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
}
