//! A set of the community, written for rustlings 6 (`format_version = 1`), runs
//! unchanged.

use crate::support::{Bench, Ran};
use std::fs;
use std::path::Path;

/// The set in a folder of its own; the calls come from elsewhere, by `--course`.
struct Community {
    bench: Bench,
}

impl Community {
    fn new() -> Self {
        let bench = Bench::empty("community");
        let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sets/community");
        copy(&set, bench.root());
        Self { bench }
    }

    fn workbook(&self, arguments: &[&str]) -> Ran<'_> {
        let course = ["--course", self.bench.root().to_str().unwrap()];
        let mut command = self.bench.command(&[&course, arguments].concat());
        command.current_dir(self.bench.folder());
        self.bench.call(command)
    }

    /// Put the solution in the place of the exercise.
    fn solve(&self, file: &str) {
        let solution = self.bench.read(&format!("solutions/{file}"));
        self.bench.save(&format!("exercises/{file}"), &solution);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

#[test]
fn its_exercises_are_listed_with_and_without_a_folder() {
    let set = Community::new();
    let list = set.workbook(&["list", "--json"]).exits(0).stderr_is("");
    let list = list.json();
    let exercises = list["exercises"].as_array().unwrap().iter();
    let paths: Vec<_> = exercises.map(|e| e["path"].as_str().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "exercises/00_hello/hello1.rs",
            "exercises/00_hello/hello2.rs",
            "exercises/01_lists/longest.rs",
            "exercises/01_lists/count.rs",
            "exercises/quiz.rs"
        ]
    );
    set.workbook(&["status"]).exits(0).stdout_has("0/5");
    set.workbook(&["hint", "count"]).stdout_has("hint 1 of 1");
}

#[test]
fn an_exercise_without_tests_is_judged_by_its_main() {
    let set = Community::new();
    set.workbook(&["run", "hello1"])
        .exits(0)
        .stdout_has("PASS  hello1")
        .stdout_has("Hello from another set");
    set.workbook(&["run", "hello2"])
        .exits(1)
        .stdout_has("does not compile");
    set.solve("00_hello/hello2.rs");
    set.workbook(&["run", "hello2"])
        .exits(0)
        .stdout_has("The answer is 42");
}

#[test]
fn an_exercise_is_judged_by_the_tests_in_its_own_file() {
    let set = Community::new();
    set.workbook(&["run", "longest"])
        .exits(1)
        .stdout_has("tests::the_longest_is_found")
        .stdout_has("exercises/01_lists/longest.rs:16:9");
    set.solve("01_lists/longest.rs");
    set.workbook(&["run", "longest"]).exits(0);
    // `todo!()` is forbidden by the set's own lints.
    set.workbook(&["run", "quiz"]).exits(1).stdout_has("todo");
    set.solve("quiz.rs");
    set.workbook(&["run", "quiz"])
        .exits(0)
        .stdout_has("3 tests passed");
}

#[test]
fn with_strict_clippy_a_lint_is_no_pass() {
    let set = Community::new();
    set.workbook(&["run", "count"])
        .exits(1)
        .stdout_has("len_zero")
        .stdout_has("exercises/01_lists/count.rs:3:5");
    set.solve("01_lists/count.rs");
    set.workbook(&["run", "count"]).exits(0);
}

#[test]
fn the_whole_set_is_checked_and_its_solutions_pass() {
    let set = Community::new();
    set.workbook(&["check", "--all"])
        .exits(1)
        .stdout_has("PASS  hello1")
        .stdout_has("1 of 5 exercises passed");
    set.workbook(&["dev", "check"]).exits(0).stderr_is("");
}

#[test]
fn what_is_wrong_with_a_set_is_found() {
    let set = Community::new();
    set.solve("quiz.rs");
    set.workbook(&["dev", "check"])
        .exits(1)
        .stdout_has("exercises/quiz.rs");
    let set = Community::new();
    set.bench
        .save("exercises/01_lists/stray.rs", "fn main() {}\n");
    set.workbook(&["dev", "check"])
        .exits(1)
        .stdout_has("stray.rs");
    let set = Community::new();
    let wrong = set.bench.read("exercises/01_lists/longest.rs");
    set.bench.save("solutions/01_lists/longest.rs", &wrong);
    set.workbook(&["dev", "check", "longest"])
        .exits(1)
        .stdout_has("solutions/01_lists/longest.rs");
}

#[test]
fn it_is_watched_like_our_own() {
    let set = Community::new();
    let mut watch = set.bench.watch(&[]);
    watch.wait_for(&["Welcome to a set", "PASS  hello1", "1/5", "Next: `hello2`"]);
    watch.press("n");
    watch.wait_for(&["hello2", "exercises/00_hello/hello2.rs:4:29"]);
    set.solve("00_hello/hello2.rs");
    watch.wait_for(&["PASS  hello2", "2/5", "The answer is 42"]);
}

#[test]
fn an_unknown_key_is_a_warning_with_its_line() {
    let set = Community::new();
    let info = set.bench.read("info.toml");
    let info = info.replace("strict_clippy = true", "strict_clipy = true");
    set.bench.save("info.toml", &info);
    let line = 1 + info.lines().position(|l| l.contains("clipy")).unwrap();
    set.workbook(&["list"])
        .exits(0)
        .stderr_has(&format!("warning: info.toml:{line}: exercise `count`"))
        .stderr_has("the unknown key `strict_clipy` is ignored")
        .stderr_has("did you mean `strict_clippy`?");
}
