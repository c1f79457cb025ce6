//! What is found at the start: garbage, another watcher, a course from before.

use crate::support::Bench;

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
