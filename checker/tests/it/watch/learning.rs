//! The main job: save, read the verdict, take a hint, go on.

use crate::support::{Bench, INFO};

#[test]
fn from_the_first_look_to_the_end_of_the_course() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&[
        "Welcome to the bench.",
        "FAIL  add: wrong result",
        "left: 41",
        "0/3",
        "exercises/01_numbers/01_add.rs:19:9",
        "h:hint 1/3",
        "q:quit",
    ]);
    bench.answer("add", "40");
    watch.wait_for(&["left: 40"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add", "1/3", "Next: `double`", "n:next"]);

    watch.press("n");
    watch.wait_for(&["FAIL  double", "1/3", "exercises/01_numbers/02_double.rs"]);
    bench.answer("double", "42");
    watch.wait_for(&["PASS  double", "2/3"]);
    // Going on by saving the next file.
    bench.answer("shout", "42");
    watch.wait_for(&["PASS  shout", "3/3", "That was the bench."]);

    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    bench.workbook(&["status"]).stdout_has("3/3");
}

#[test]
fn hints_come_one_by_one_and_stay_until_the_pass() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.press("h");
    watch.wait_for(&["hint 1/3", "Look at the test.", "h:hint 2/3"]);
    watch.press("h");
    watch.wait_for(&[
        "Look at the test.",
        "hint 2/3",
        "Which number does it want?",
    ]);
    watch.press("hh");
    watch.wait_for(&["It is even.", "that was the last hint"]);
    bench.answer("add", "40");
    watch.wait_for(&["left: 40", "It is even."]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
    assert!(!watch.screen().contains("It is even."));
    watch.press("q");
    watch.wait_for_end();
    bench.workbook(&["hint", "add"]).stdout_has("hint 3 of 3");
}

#[test]
fn a_type_error_is_shown_where_it_is() {
    let bench = Bench::new();
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    bench.answer("add", "\"42\"");
    watch.wait_for(&["E0308", "exercises/01_numbers/01_add.rs:6:5"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
}

/// A course whose first exercise may hang for longer than any test.
pub(super) fn patient() -> Bench {
    let info = INFO.replace("stars = 1", "deadline = 600.0");
    let bench = Bench::new().file("info.toml", &info);
    bench.answer("add", "loop { std::thread::park(); }");
    bench
}

#[test]
fn a_save_during_a_run_ends_it_and_the_newest_content_is_judged() {
    let bench = patient();
    let watch = bench.watch(&[]);
    bench.wait_until_an_answer_runs();
    watch.wait_for(&["Checking add"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add", "1/3"]);
    bench.gets_quiet();
}

#[test]
fn of_many_saves_the_last_one_has_the_last_word() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    for last in ["42", "7"] {
        for body in 0..30 {
            bench.answer("add", &body.to_string());
        }
        bench.answer("add", last);
        match last {
            "42" => watch.wait_for(&["PASS  add"]),
            _ => watch.wait_for(&["FAIL  add", "left: 7"]),
        }
    }
    watch.press("q");
    watch.wait_for_end();
    bench.workbook(&["list"]).stdout_has("✓ add");
}

#[test]
fn keys_work_while_an_answer_runs() {
    let bench = patient();
    let mut watch = bench.watch(&[]);
    bench.wait_until_an_answer_runs();
    watch.press("h");
    watch.wait_for(&["Checking add", "Look at the test."]);
    watch.press("?");
    watch.wait_for(&["back to"]);
    watch.press("l");
    watch.wait_for(&["Checking add"]);
    // Another exercise ends the run of this one.
    watch.press("ljj\r");
    watch.wait_for(&["FAIL  shout"]);
    bench.gets_quiet();
}

#[test]
fn r_runs_again_and_c_checks_all() {
    let bench = Bench::new();
    bench.answer("double", "42");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.mark();
    watch.press("r");
    watch.wait_for_bytes(&["Checking", "FAIL"]);
    watch.press("c");
    watch.wait_for(&[
        "1 of 3 exercises pass",
        "not passed  add",
        "not passed  shout",
        "1/3",
    ]);
}

#[test]
fn space_pauses_and_goes_on() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.press(" ");
    watch.wait_for(&["paused"]);
    bench.answer("add", "42");
    watch.press("h");
    watch.wait_for(&["paused", "FAIL  add", "hint 1/3"]);
    watch.press(" ");
    watch.wait_for(&["PASS  add"]);
}

#[test]
fn a_pass_says_why_it_matters_and_asks_a_question() {
    let said = "[add]\nwhy = \"Sums are everywhere.\"\nquestion = \"What is a sum of none?\"\n";
    let bench = Bench::new().file("exercises/01_numbers/after.toml", said);
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    assert!(!watch.screen().contains("Why it matters"));
    bench.answer("add", "42");
    watch.wait_for(&[
        "PASS  add",
        "Why it matters",
        "Sums are everywhere.",
        "To think about",
        "What is a sum of none?",
        "Next: `double`",
    ]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    bench
        .workbook(&["run", "add"])
        .exits(0)
        .stdout_has("Sums are everywhere.")
        .stdout_has("What is a sum of none?");
    let checked = bench.workbook(&["check", "add"]).exits(0);
    assert!(!checked.stdout().contains("Sums are everywhere."));
}
