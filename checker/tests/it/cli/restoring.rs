//! Back and forth: `reset`, `undo`, `solution`.

use crate::support::{Bench, answer, skipped};
use std::fs;

/// A workbook as `init` writes it, in which exercises can be reset.
fn initialized() -> Bench {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    bench
}

const JOIN: &str = "exercises/03_async_fundamentals/02_join.rs";

#[test]
fn a_reset_keeps_the_answer_and_undo_takes_it_back_and_forth() {
    let bench = initialized();
    let shipped = bench.read(JOIN);
    bench.save(JOIN, "// my answer\n");
    bench
        .workbook(&["reset", "join", "--yes"])
        .exits(0)
        .stdout_has("is as shipped again; your answer is in `.workbook/backups/join/1.rs`")
        .stdout_has("workbook undo join");
    assert_eq!(bench.read(JOIN), shipped);
    assert_eq!(bench.read(".workbook/backups/join/1.rs"), "// my answer\n");
    for want in ["// my answer\n", &shipped, "// my answer\n"] {
        bench.workbook(&["undo"]).exits(0);
        assert_eq!(bench.read(JOIN), want);
    }
}

#[test]
fn a_reset_asks_first_and_changes_nothing_where_nobody_can_answer() {
    let bench = initialized();
    bench.save(JOIN, "// my answer\n");
    bench
        .workbook(&["reset", "join"])
        .exits(2)
        .stderr_has("add `--yes`");
    assert_eq!(bench.read(JOIN), "// my answer\n");
    for (key, kept) in [("n", true), ("y", false)] {
        let mut terminal = bench.terminal(&["reset", "join"]);
        terminal.wait_for(&["Replace `exercises/03_async_fundamentals/02_join.rs`"]);
        terminal.press(key);
        assert_eq!(terminal.wait_for_end(), 0);
        assert_eq!(bench.read(JOIN) == "// my answer\n", kept);
    }
}

#[test]
fn a_deleted_exercise_comes_back() {
    let bench = initialized();
    let shipped = bench.read(JOIN);
    fs::remove_file(bench.path(JOIN)).unwrap();
    bench
        .workbook(&["run", "join"])
        .exits(3)
        .stderr_has("workbook reset join")
        .workbook(&["reset", "join", "-y"])
        .exits(0)
        .stdout_has("is there again, as shipped");
    assert_eq!(bench.read(JOIN), shipped);
}

#[test]
fn without_a_backup_there_is_nothing_to_undo() {
    Bench::new()
        .workbook(&["undo"])
        .exits(4)
        .stderr_has("nothing was reset")
        .workbook(&["undo", "add"])
        .stderr_has("no backup of `add`");
}

#[test]
fn a_set_of_others_is_reset_from_git_or_says_that_it_cannot() {
    let bench = Bench::new();
    bench.answer("add", "40 + 2");
    let ran = bench.workbook(&["reset", "add", "-y"]).exits(3);
    ran.stderr_has("nobody knows how").complains_once();
    assert_eq!(bench.read(bench.exercise("add")), answer("add", "40 + 2"));

    let bench = Bench::new();
    let git = |words: &str| {
        let words: Vec<_> = words.split(' ').collect();
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
        let mut git = bench.in_environment("git", &identity);
        git.args(words)
            .output()
            .is_ok_and(|git| git.status.success())
    };
    if !git("init -q") {
        return skipped("there is no git here");
    }
    assert!(git("add .") && git("commit -qm shipped"));
    bench.answer("add", "40 + 2");
    bench.workbook(&["reset", "add", "-y"]).exits(0);
    assert_eq!(bench.read(bench.exercise("add")), answer("add", "41"));
}

#[test]
fn a_solution_is_for_those_who_passed_or_insist() {
    let solution = answer("add", "6 * 7");
    let bench = Bench::new().file("solutions/01_numbers/01_add.rs", &solution);
    bench
        .workbook(&["solution"])
        .exits(1)
        .stdout_is("")
        .stderr_has("`add` has not passed yet")
        .workbook(&["solution", "--force"])
        .exits(0)
        .stdout_is(&solution);
    bench.answer("add", "42");
    bench
        .workbook(&["run"])
        .exits(0)
        .workbook(&["solution", "add"])
        .exits(0)
        .stdout_is(&solution)
        .workbook(&["solution", "add", "--diff"])
        .exits(0)
        .stdout_has("-    42\n+    6 * 7\n");
    bench
        .workbook(&["solution", "double", "--force"])
        .exits(3)
        .stderr_has("this course has no solution of `double`");
}
