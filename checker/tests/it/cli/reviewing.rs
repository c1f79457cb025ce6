//! Trying again what has passed.

use crate::support::Bench;

const DAY: u64 = 24 * 60 * 60;

/// `add` has passed this many days ago; git knows how it was shipped.
fn passed(days: u64) -> Bench {
    let bench = Bench::new();
    let identity = ["-c", "user.name=x", "-c", "user.email=x@x"];
    for words in ["init -q", "add .", "commit -qm shipped"] {
        let words = words.split(' ');
        let words: Vec<_> = identity.into_iter().chain(words).collect();
        let git = bench.in_environment("git", &words).status();
        assert!(git.expect("git starts").success());
    }
    bench.answer("add", "42");
    bench.workbook(&["run", "add"]).exits(0);
    let file = ".workbook/state.json";
    let state = bench.read(file);
    let mut state: serde_json::Value = serde_json::from_str(&state).unwrap();
    let moment = &mut state["exercises"]["add"]["first_passed"];
    *moment = (moment.as_u64().unwrap() - days * DAY).into();
    bench.save(file, &state.to_string());
    bench
}

const COPY: &str = ".workbook/review/01_numbers/01_add.rs";

fn solve_the_copy(bench: &Bench) {
    bench.save(COPY, &bench.read(COPY).replace("41", "42"));
}

#[test]
fn nothing_is_due_before_its_time() {
    let bench = Bench::new();
    bench
        .workbook(&["review"])
        .exits(0)
        .stdout_has("no exercise has passed yet");
    let bench = passed(0);
    bench
        .workbook(&["review"])
        .exits(0)
        .stdout_has("Nothing is due for review. The next one is `add`, in 1 day.");
    assert!(!bench.path(COPY).exists());
}

#[test]
fn what_is_due_is_listed() {
    let bench = passed(2);
    bench
        .workbook(&["review", "--list"])
        .exits(0)
        .stdout_has("add  now")
        .stdout_has("1 exercise due; `workbook review` begins.");
}

#[test]
fn a_review_begins_with_the_shipped_file_and_leaves_the_answer_alone() {
    let bench = passed(2);
    let answer = bench.read(bench.exercise("add"));
    bench
        .workbook(&["review"])
        .exits(1)
        .stdout_has("FAIL  add")
        .stdout_has(COPY);
    assert!(bench.read(COPY).contains("41"));
    bench.workbook(&["review", "--list"]).stdout_has("begun");
    // What was written so far is not written over.
    solve_the_copy(&bench);
    bench
        .workbook(&["review"])
        .exits(0)
        .stdout_has("PASS  add")
        .stdout_has("Next time in 3 days");
    assert_eq!(bench.read(bench.exercise("add")), answer);
    bench.workbook(&["status"]).stdout_has("1/3");
    bench
        .workbook(&["review"])
        .exits(0)
        .stdout_has("The next one is `add`, in 3 days.");
    // The next one begins anew.
    bench
        .workbook(&["review", "add"])
        .exits(1)
        .stdout_has("FAIL  add");
}

#[test]
fn what_has_not_passed_cannot_be_reviewed() {
    let bench = passed(2);
    bench
        .workbook(&["review", "double"])
        .exits(2)
        .stderr_has("`double` has not passed yet")
        .stderr_has("workbook watch double");
    bench
        .workbook(&["review", "dobule"])
        .exits(2)
        .stderr_has("double");
}

#[test]
fn on_a_terminal_the_copy_is_watched() {
    let bench = passed(2);
    let answer = bench.read(bench.exercise("add"));
    let mut watch = bench.terminal(&["review"]);
    watch.wait_for(&["FAIL  add", "your answers are not touched", COPY]);
    solve_the_copy(&bench);
    watch.wait_for(&["PASS  add"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
    assert_eq!(bench.read(bench.exercise("add")), answer);
    bench
        .workbook(&["review"])
        .stdout_has("The next one is `add`, in 3 days.");
}
