//! Verdicts: `run` and `check`.

use crate::support::{Bench, answer};

#[test]
fn a_wrong_answer_is_told_what_was_seen_and_where() {
    Bench::new()
        .workbook(&["run"])
        .exits(1)
        .stdout_has("FAIL  add: wrong result")
        .stdout_has("left: 41")
        .stdout_has("right: 42")
        .stdout_has("exercises/01_numbers/01_add.rs:19:9")
        .stdout_has("Stuck? workbook hint add")
        .stderr_is("");
}

#[test]
fn a_right_answer_passes_is_remembered_and_leads_on() {
    let bench = Bench::new();
    bench.answer("add", "42");
    bench
        .workbook(&["run"])
        .exits(0)
        .stdout_has("PASS  add")
        .stdout_has("Next: double  exercises/01_numbers/02_double.rs")
        .workbook(&["status"])
        .stdout_has("1/3")
        .stdout_has("Current: double");
    // Not the current one: one stays where one is.
    bench
        .workbook(&["run", "add"])
        .exits(0)
        .stdout_lacks("Next:");
}

#[test]
fn where_nothing_is_seen_to_run_there_is_no_picture() {
    let bench = Bench::new();
    bench.answer("add", "42");
    bench
        .workbook(&["run", "--html", "page.html"])
        .exits(0)
        .stderr_has("nothing was seen to run, so there is no picture to write");
    assert!(!bench.folder().join("page.html").exists());
}

#[test]
fn the_last_pass_is_the_end_of_the_course() {
    let bench = Bench::new();
    for name in ["add", "double", "shout"] {
        bench.answer(name, "42");
    }
    bench
        .workbook(&["check", "--all"])
        .exits(0)
        .stdout_has("3 of 3 exercises passed")
        .workbook(&["run"])
        .exits(0)
        .stdout_has("That was the bench.");
}

#[test]
fn a_type_error_is_shown_as_the_compiler_tells_it() {
    let bench = Bench::new();
    bench.answer("add", "\"42\"");
    bench
        .workbook(&["run"])
        .exits(1)
        .stdout_has("E0308")
        .stdout_has("exercises/01_numbers/01_add.rs:6:5");
}

#[test]
fn a_verdict_for_programs_is_one_json_document() {
    let bench = Bench::new();
    let report = bench
        .workbook(&["run", "--format", "json"])
        .exits(1)
        .stderr_is("")
        .json();
    assert_eq!(report["schema"], "workbook/report/v1");
    assert_eq!(report["complete"], true);
    assert_eq!(report["totals"]["passed"], 0);
    let exercise = &report["exercises"][0];
    assert_eq!(
        (&exercise["id"], &exercise["status"]),
        (&"add".into(), &"fail".into())
    );
    assert_eq!(exercise["findings"][0]["kind"], "wrong-result");
    assert_eq!(exercise["findings"][0]["location"]["line"], 19);
    assert_eq!(exercise["tests"][0]["name"], "tests::it_is_42");

    bench.answer("double", "42");
    let report = bench
        .workbook(&["check", "--all", "--format", "json"])
        .exits(1)
        .json();
    let ids = report["exercises"].as_array().unwrap();
    let status: Vec<_> = ids
        .iter()
        .map(|e| (e["id"].as_str(), e["status"].as_str()))
        .collect();
    let want = [("add", "fail"), ("double", "pass"), ("shout", "fail")];
    assert_eq!(status, want.map(|(id, status)| (Some(id), Some(status))));
}

/// An answer that is right in every second run: it counts in a file.
fn every_second_time(bench: &Bench) -> String {
    let count = bench.folder().join("count");
    format!(
        "let runs = std::fs::read({count:?}).unwrap_or_default().len();\n    \
         std::fs::write({count:?}, vec![0; runs + 1]).unwrap();\n    \
         if runs.is_multiple_of(2) {{ 42 }} else {{ 41 }}"
    )
}

#[test]
fn an_answer_that_passes_now_and_then_is_never_a_pass() {
    let bench = Bench::new();
    bench.answer("add", &every_second_time(&bench));
    bench
        .workbook(&["run", "--until-fail"])
        .exits(1)
        .stdout_has("it passed in 1 of 2 runs")
        .stdout_has("left: 41")
        .workbook(&["run", "--repeat", "4"])
        .exits(1)
        .stdout_has("it passed in 2 of 4 runs")
        .workbook(&["status"])
        .stdout_has("0/3")
        .stdout_has("Current: add");
}

#[test]
fn an_answer_that_always_passes_says_so() {
    let bench = Bench::new();
    bench.answer("add", "42");
    bench
        .workbook(&["run", "--repeat", "3"])
        .exits(0)
        .stdout_has("It passed in all 3 runs.")
        .workbook(&["run", "add", "--repeat", "0"])
        .exits(2);
}

#[test]
fn check_takes_names_a_lesson_all_or_what_is_done() {
    let bench = Bench::new();
    bench
        .workbook(&["check"])
        .exits(4)
        .stderr_has("workbook check --all");
    bench.answer("double", "42");
    bench
        .workbook(&["check", "shout", "double"])
        .exits(1)
        .stdout_has("1 of 2 exercises passed")
        .workbook(&["check"])
        .exits(0)
        .stdout_has("PASS  double")
        .stdout_has("1 of 1 exercise passed")
        .workbook(&["check", "--lesson", "2"])
        .exits(1)
        .stdout_has("FAIL  shout")
        .stdout_has("0 of 1 exercise passed")
        .workbook(&["check", "--lesson", "3"])
        .exits(2)
        .workbook(&["check", "--all"])
        .exits(1)
        .stdout_has("1 of 3 exercises passed");
}

#[test]
fn two_are_judged_at_once_and_told_in_the_order_of_the_course() {
    let bench = Bench::new();
    let there = bench.folder().join("second");
    // The first can end only when the second has run beside it.
    let waits = format!(
        "while !std::path::Path::new({there:?}).exists() {{ std::thread::yield_now(); }} 42"
    );
    let tells = format!("std::fs::write({there:?}, \"\").unwrap(); 42");
    bench.answer("add", &waits).answer("double", &tells);
    let all = [
        "check",
        "--all",
        "-j",
        "2",
        "--timeout-scale",
        "20",
        "--color",
        "never",
    ];
    let out = bench.workbook(&all).exits(1).stdout();
    let first = |line: &str| {
        line.split_whitespace()
            .take(2)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines: Vec<_> = out.lines().map(first).collect();
    assert_eq!(
        lines,
        ["PASS add", "PASS double", "FAIL shout", "2 of"],
        "{out}"
    );
}

#[test]
fn a_verdict_that_cannot_be_kept_is_shown_all_the_same() {
    let bench = Bench::new().file(".workbook", "a file where a folder belongs");
    bench.answer("add", "42");
    let ran = bench.workbook(&["list"]);
    // Whatever is said about the state, the list itself needs none.
    let _ = ran.stderr();
    assert_eq!(bench.read(".workbook"), "a file where a folder belongs");
    assert_eq!(bench.read(bench.exercise("add")), answer("add", "42"));
}
