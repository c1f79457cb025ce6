//! Several files that change together: nobody edits two files at once.

use crate::support::{Bench, answer};
use std::fs;

/// A repository with the branch `main`, `all` on which every answer is 7, and
/// `one` on which only that of `shout` is.
fn repository() -> Bench {
    let bench = Bench::new().file(".gitignore", ".workbook/\n");
    git(&bench, &["init", "-q", "-b", "main"]);
    commit(&bench);
    git(&bench, &["checkout", "-q", "-b", "one"]);
    bench.answer("shout", "7");
    commit(&bench);
    git(&bench, &["checkout", "-q", "-b", "all"]);
    bench.answer("add", "7").answer("double", "7");
    commit(&bench);
    git(&bench, &["checkout", "-q", "main"]);
    bench
}

fn commit(bench: &Bench) {
    git(bench, &["add", "."]);
    git(bench, &["commit", "-qm", "answers"]);
}

fn git(bench: &Bench, arguments: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
    let all = [&identity[..], arguments].concat();
    let mut command = bench.in_environment("git", &all);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    bench.call(command).exits(0);
}

#[test]
fn another_branch_leaves_the_learner_where_they_are() {
    let bench = repository();
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add", "left: 41"]);
    for _ in 0..3 {
        git(&bench, &["checkout", "-q", "all"]);
        watch.wait_for(&[
            "FAIL  add",
            "left: 7",
            "2 other exercises changed",
            "`double`",
        ]);
        git(&bench, &["checkout", "-q", "main"]);
        watch.wait_for(&[
            "FAIL  add",
            "left: 41",
            "2 other exercises changed",
            "`shout`",
        ]);
    }
}

#[test]
fn a_branch_that_differs_in_one_file_is_no_save_of_it() {
    let bench = repository();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    for branch in ["one", "main", "one"] {
        git(&bench, &["checkout", "-q", branch]);
        watch.wait_for(&["FAIL  add", "1 other exercise changed", "`shout`"]);
        // A key takes the notice away.
        watch.press("\u{c}");
        watch.wait_until("no notice", |screen| {
            !screen.contents().contains("other exercise")
        });
    }
    // What the learner saves is followed.
    bench.answer("double", "6");
    watch.wait_for(&["FAIL  double", "left: 6"]);
}

#[test]
fn what_git_puts_aside_and_back_is_no_save() {
    let bench = repository();
    bench.answer("shout", "5");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    let kinds: [&[&str]; 5] = [
        &["stash", "-q"],
        &["stash", "pop", "-q"],
        &["checkout", "-q", "--", "."],
        &["merge", "-q", "one"],
        &["reset", "-q", "--hard", "HEAD~1"],
    ];
    for arguments in kinds {
        git(&bench, arguments);
        watch.wait_for(&["FAIL  add", "1 other exercise changed"]);
        watch.press("\u{c}");
        watch.wait_until("no notice", |screen| {
            !screen.contents().contains("other exercise")
        });
    }
}

#[test]
fn while_git_holds_its_lock_nothing_is_decided() {
    let bench = repository();
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    bench.save(".git/index.lock", "");
    bench.answer("shout", "5");
    watch.wait_for(&["FAIL  add", "while git is at work"]);
    fs::remove_file(bench.path(".git/index.lock")).unwrap();
    watch.wait_for(&["FAIL  add", "1 other exercise changed"]);
}

#[test]
fn a_formatter_over_all_files_judges_the_current_one_and_stays() {
    let bench = Bench::new();
    let watch = bench.watch(&["double"]);
    watch.wait_for(&["FAIL  double", "left: 41"]);
    for (name, body) in [
        ("add", "40 + 2"),
        ("double", "40 + 1 + 1"),
        ("shout", "42 "),
    ] {
        bench.answer(name, body);
    }
    watch.wait_for(&[
        "PASS  double",
        "2 other exercises changed",
        "`add`, `shout`",
    ]);
}

#[test]
fn two_other_files_saved_at_once_are_named() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    bench.answer("shout", "42").answer("double", "42");
    watch.wait_for(&[
        "FAIL  add",
        "2 other exercises changed",
        "`double`, `shout`",
    ]);
    // One of them alone is a save again, however an editor writes it.
    let file = bench.path(bench.exercise("shout"));
    fs::rename(&file, file.with_extension("rs~")).unwrap();
    fs::write(&file, answer("shout", "6 * 7")).unwrap();
    watch.wait_for(&["PASS  shout"]);
    watch.press("q");
    watch.wait_for_end();
    bench.workbook(&["status"]).stdout_has("1/3");
}

#[test]
fn an_exercise_that_is_reset_elsewhere_is_gone_to() {
    let bench = repository();
    bench.answer("double", "5");
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    bench.workbook(&["reset", "double", "--yes"]).exits(0);
    watch.wait_for(&["FAIL  double", "left: 41"]);
}
