//! The tests in the learner's own file are judged beside the hidden test, and never
//! in a grade.

use crate::support::{Bench, Ran};
use serde_json::Value;
use std::fs;

const JOIN: &str = "exercises/03_async_fundamentals/02_join.rs";

const SOLUTION: &str = include_str!("../../../solutions/03_async_fundamentals/02_join.rs");

/// The solution, with these tests in the place of its own.
fn answer(tests: &str) -> String {
    let (answer, _) = SOLUTION.split_once("#[cfg(test)]").unwrap();
    format!("{answer}#[cfg(test)]\nmod tests {{\n    use super::*;\n\n{tests}\n}}\n")
}

fn workbook(tests: &str) -> Bench {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    bench.save(JOIN, &answer(tests));
    bench
}

fn run(bench: &Bench) -> Ran<'_> {
    let ran = bench.workbook(&["run", "join"]);
    bench.is_quiet();
    ran
}

fn reported(bench: &Bench) -> Value {
    let ran = bench.workbook(&["run", "join", "--format", "json"]);
    ran.json()["exercises"][0].clone()
}

const PASSES: &str = "    #[tokio::test(start_paused = true)]
    async fn it_is_the_user() {
        assert_eq!(profile(&FakeApi::new(), 2).await.user.name, \"Grace\");
    }\n";

const FAILS: &str = "    #[test]
    fn one_is_two() {
        assert_eq!(1, 2);
    }\n";

const HANGS: &str = "    #[test]
    fn it_never_ends() {
        loop {
            std::thread::park();
        }
    }\n";

#[test]
fn those_that_pass_are_counted_and_a_file_needs_none() {
    let bench = workbook(PASSES);
    run(&bench)
        .exits(0)
        .stdout_has("1 test in your file passed");
    bench.save(JOIN, &answer(""));
    let ran = run(&bench).exits(0).stdout_has("PASS  join");
    assert!(!ran.stdout().contains("in your file"), "{ran}");
}

#[test]
fn one_that_fails_is_a_refusal_of_its_own_that_names_it() {
    let bench = workbook(&[PASSES, FAILS].concat());
    run(&bench)
        .exits(1)
        .stdout_has("a test in the file fails")
        .stdout_has("the test `tests::one_is_two` fails: assertion `left == right` failed")
        .stdout_has("tests in your file:\n  ✓  tests::it_is_the_user\n  ✗  tests::one_is_two\n")
        .stdout_has("02_join.rs:");
    let exercise = reported(&bench);
    assert_eq!(exercise["status"], "fail", "{exercise}");
    assert_eq!(exercise["findings"][0]["kind"], "own-test-fails");
    let statuses = |tests: &str| -> Vec<String> {
        let tests = exercise[tests].as_array().unwrap().iter();
        tests.map(|test| test["status"].to_string()).collect()
    };
    assert_eq!(statuses("own_tests"), ["\"pass\"", "\"fail\""]);
    assert!(statuses("tests").iter().all(|status| status == "\"pass\""));
}

#[test]
fn those_that_do_not_compile_are_a_refusal_too() {
    let bench = workbook("    #[test]\n    fn no() {\n        profile(1);\n    }");
    run(&bench)
        .exits(1)
        .stdout_has("a test in the file fails")
        .stdout_has("the tests in the file do not compile")
        .stdout_has("02_join.rs:");
}

#[test]
fn they_end_in_every_way_that_their_authors_know() {
    let bench = workbook(
        "    #[test]
    #[ignore]
    fn not_now() {
        panic!(\"never\");
    }

    #[test]
    #[should_panic(expected = \"out of tea\")]
    fn it_panics() {
        panic!(\"we are out of tea\");
    }

    #[test]
    fn a_result() -> Result<(), String> {
        Ok(())
    }",
    );
    run(&bench)
        .exits(0)
        .stdout_has("2 tests in your file passed, 1 ignored");
}

#[test]
fn one_that_hangs_is_stopped_and_leaves_nothing() {
    let bench = workbook(HANGS);
    run(&bench)
        .exits(1)
        .stdout_has("the test `tests::it_never_ends` fails: it was still there after 5 s");
}

#[test]
fn in_a_grade_only_hidden_tests_count() {
    let bench = workbook(FAILS);
    let handed_in = bench.folder().join("alice");
    fs::create_dir_all(handed_in.join("exercises/03_async_fundamentals")).unwrap();
    fs::copy(bench.path(JOIN), handed_in.join(JOIN)).unwrap();
    let alice = handed_in.to_str().unwrap();
    bench.workbook(&["grade", alice, "--out", "grades"]);
    let report = bench.read("grades/submissions/alice/report.json");
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut exercises = report["exercises"].as_array().unwrap().iter();
    let join = exercises.find(|exercise| exercise["id"] == "join").unwrap();
    assert_eq!(join["status"], "pass", "{join}");
    assert_eq!(join["own_tests"], Value::Null, "{join}");
}

#[test]
fn a_newer_save_cancels_them_too() {
    let bench = workbook(HANGS);
    bench.save(JOIN, &answer(PASSES));
    let mut watch = bench.watch(&["join"]);
    watch.wait_for(&["PASS  join", "1 test in your file passed"]);
    bench.save(JOIN, &answer(HANGS));
    bench.wait_until_an_answer_runs();
    bench.save(JOIN, &answer(FAILS));
    watch.wait_for(&["a test in the file fails", "one_is_two"]);
    assert!(!watch.written().contains("it was still there"));
    watch.press("q");
    watch.wait_for_end();
    bench.gets_quiet();
}
