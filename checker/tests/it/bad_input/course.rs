//! The course: its info file, its exercises, its folder's name, its state.

use super::{JUDGING, READING, judged, refuses};
use crate::support::{Bench, INFO};
use std::fs;

/// `info.toml` with this change is refused in this line with these words.
#[track_caller]
fn broken(from: &str, to: &str, line: usize, wants: &[&str]) {
    assert!(INFO.contains(from));
    let bench = Bench::new().file("info.toml", &INFO.replacen(from, to, 1));
    let place = format!("info.toml:{line}:");
    let wants = [&[place.as_str()], wants].concat();
    refuses(&bench, &[&["list"], &["run"], &["check", "--all"]], &wants);
    let mut watch = bench.watch(&[]);
    watch.wait_for(&[&place]);
    assert_eq!(watch.wait_for_end(), 3);
    watch.is_as_before();
}

#[test]
fn a_mistake_in_the_info_file_is_named_with_its_line_and_its_key() {
    broken(
        "title = \"The bench\"",
        "title = \"The bench",
        3,
        &["not valid TOML"],
    );
    broken(
        "stars = 1",
        "stars = \"one\"",
        21,
        &["exercise `add`", "`stars`", "a string"],
    );
    broken("stars = 1", "stars = 9", 21, &["`stars`", "1, 2 or 3", "9"]);
    broken(
        "hint = \"Louder.\"\n",
        "",
        32,
        &["exercise `shout`", "`hint` is missing"],
    );
    broken("\"double\"", "\"add\"", 26, &["already used on line 18"]);
    broken(
        "\"01_numbers\"\nfile",
        "\"01_number\"\nfile",
        19,
        &["did you mean `01_numbers`?"],
    );
    broken(
        "format_version = 1",
        "format_version = 2",
        1,
        &["reads version 1"],
    );
}

#[test]
fn an_unknown_key_is_a_warning_with_its_line() {
    let bench = Bench::new().file("info.toml", &INFO.replace("stars = 1", "strs = 1"));
    bench
        .workbook(&["list"])
        .exits(0)
        .stderr_has("warning: info.toml:21: exercise `add`: the unknown key `strs`");
}

#[test]
fn a_folder_without_a_course_says_how_to_get_one() {
    let bench = Bench::empty("nothing");
    for calls in [&READING[..], &JUDGING] {
        refuses(&bench, calls, &["no `info.toml`", "workbook init DIR"]);
    }
    let elsewhere = [&["--course", "/no/such/folder", "list"][..]];
    refuses(&bench, &elsewhere, &["`/no/such/folder`"]);
}

#[test]
fn an_info_file_that_is_not_text_is_refused() {
    let bench = Bench::new();
    fs::write(bench.path("info.toml"), [0xff, 0xfe, 0]).unwrap();
    refuses(&bench, &[&["list"]], &["not UTF-8"]);
}

#[test]
fn a_missing_exercise_says_how_to_get_it_back() {
    let bench = Bench::new();
    fs::remove_file(bench.path(bench.exercise("add"))).unwrap();
    refuses(
        &bench,
        &[&["run"], &["run", "add"]],
        &["01_add.rs", "workbook reset add"],
    );
    // What does not need it goes on, and says what is missing.
    bench
        .workbook(&["list"])
        .exits(0)
        .stderr_has("missing: `exercises/01_numbers/01_add.rs`")
        .workbook(&["run", "double"])
        .exits(1)
        .stdout_has("FAIL  double");
}

#[test]
fn without_any_exercises_the_folder_is_named() {
    let bench = Bench::new();
    fs::remove_dir_all(bench.path("exercises")).unwrap();
    refuses(&bench, &[&["list"], &["run"]], &["exercises` is missing"]);
}

#[test]
fn a_folder_in_the_place_of_an_exercise_is_no_crash() {
    let bench = Bench::new();
    let file = bench.path(bench.exercise("add"));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    refuses(&bench, &[&["run"]], &["01_add.rs"]);
}

#[test]
fn an_exercise_that_is_not_text_gets_a_verdict() {
    let bench = Bench::new();
    let file = bench.path(bench.exercise("add"));
    fs::write(&file, [0xff, 0xfe, 0, 0x80]).unwrap();
    let ran = bench.workbook(&["run"]).exits(1);
    ran.stdout_has("FAIL  add").stdout_has("UTF-8");
    fs::write(&file, "").unwrap();
    let ran = bench.workbook(&["run"]).exits(1);
    ran.stdout_has("FAIL  add").stdout_has("main");
}

#[test]
fn a_folder_name_may_hold_anything() {
    for name in [
        "my first workbook",
        "Übungen für Jürgen ☃",
        "a'b\"c$d&e;f",
        "-rf",
    ] {
        let bench = Bench::named(name);
        judged(bench.workbook(&["run"]));
        bench.answer("add", "42");
        bench
            .workbook(&["run"])
            .exits(0)
            .workbook(&["check", "--all"])
            .exits(1)
            .stdout_has("1 of 3")
            .workbook(&["doctor"])
            .exits(0);
    }
}

#[test]
fn the_cache_may_be_in_such_a_folder_too() {
    let bench = Bench::new();
    let cache = bench.folder().join("ein Ört für alles, auch = und :");
    fs::create_dir(&cache).unwrap();
    let bench = bench.env("WORKBOOK_CACHE_DIR", &cache);
    judged(bench.workbook(&["run"]));
    assert!(cache.join("builds").is_dir());
}

#[test]
fn a_watch_sees_saves_in_such_a_folder() {
    let bench = Bench::named("Übungen für Jürgen ☃");
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
}

#[test]
fn a_state_with_garbage_is_kept_and_said_once() {
    for garbage in [
        "",
        "{",
        "[1, 2]",
        "{\"schema\": 1, \"exercises\": 7}",
        "\u{0}\u{0}",
    ] {
        let bench = Bench::new().file(".workbook/state.json", garbage);
        bench
            .workbook(&["list"])
            .exits(0)
            .stdout_has("0/2")
            .stderr_has("is kept as")
            .stderr_has("workbook check --all")
            .workbook(&["list"])
            .exits(0)
            .stderr_is("");
        assert_eq!(bench.read(".workbook/state.json.bak"), garbage);
    }
}

#[test]
fn a_state_of_a_newer_program_is_left_alone() {
    let newer = "{\"schema\": 99, \"exercises\": {}}";
    let bench = Bench::new().file(".workbook/state.json", newer);
    refuses(
        &bench,
        &[&["list"], &["run"]],
        &["newer version", "untouched"],
    );
    assert_eq!(bench.read(".workbook/state.json"), newer);
}
