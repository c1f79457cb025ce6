//! Every way in which an info file can be wrong, and the ways in which it is right.

use super::*;
use crate::course::{JudgedBy, Lints};
use std::path::PathBuf;
use std::time::Duration;

const OURS: &str = r#"
format_version = 1
course = "concurrency"
title = "Concurrency"
welcome_message = "Hello."

[[lessons]]
dir = "03_async_fundamentals"
title = "Async fundamentals"
track = "beginner"

[[exercises]]
name = "join"
dir = "03_async_fundamentals"
file = "02_join.rs"
hint = "first"
hints = ["second", "third"]
"#;

/// The text with one more line in the exercise `join`.
fn with(line: &str) -> String {
    format!("{OURS}{line}\n")
}

#[track_caller]
fn refused(text: &str, want: &str) {
    assert_eq!(parse(text).unwrap_err().to_string(), want);
}

#[test]
fn our_own_format_is_read_in_full() {
    let keys = "points = 5\nstars = 2\ndeadline = 2.5\nlints = \"deny\"\naliases = [\"join1\"]\nneeds = [\"files\", \"sockets\"]";
    let course = parse(&with(keys)).unwrap();
    assert_eq!(course.id.as_deref(), Some("concurrency"));
    assert_eq!(course.welcome.as_deref(), Some("Hello."));
    assert_eq!(course.unsafe_code, UnsafeCode::Forbidden);
    assert_eq!(course.lessons[0].track, "beginner");
    assert_eq!(course.warnings, [""; 0]);
    let join = &course.exercises[0];
    assert_eq!(join.file, PathBuf::from("03_async_fundamentals/02_join.rs"));
    assert_eq!(join.hints, ["first", "second", "third"]);
    assert_eq!((join.points, join.stars), (5, 2));
    assert_eq!(join.deadline, Duration::from_millis(2500));
    assert_eq!(join.lints, Lints::Denied);
    assert_eq!(join.aliases[0].as_str(), "join1");
    assert!(join.needs.words().eq(["files", "sockets"]));
}

#[test]
fn a_set_of_the_community_is_read_as_it_is() {
    let course = parse(
        r#"
format_version = 1
final_message = """bye"""
[[exercises]]
name = "intro1"
dir = "00_intro"
test = false
skip_check_unsolved = true
hint = ""
[[exercises]]
name = "variables1"
dir = "01_variables"
strict_clippy = true
hint = """look"""
[[exercises]]
name = "intro2"
dir = "00_intro"
hint = "x"
"#,
    )
    .unwrap();
    assert_eq!(course.id, None);
    assert_eq!(course.unsafe_code, UnsafeCode::Allowed);
    let lessons: Vec<_> = course.lessons.iter().map(|l| l.title.as_str()).collect();
    assert_eq!(lessons, ["Intro", "Variables"]);
    let [intro1, variables1, intro2] = &course.exercises[..] else {
        panic!("three exercises")
    };
    assert_eq!(intro1.judged_by, JudgedBy::Main);
    assert!(intro1.skip_check_unsolved && intro1.hints.is_empty());
    assert_eq!(variables1.judged_by, JudgedBy::OwnTests);
    assert_eq!(variables1.lints, Lints::Denied);
    assert_eq!(variables1.points, 10);
    assert_eq!(variables1.deadline, Duration::from_secs(5));
    assert_eq!(intro2.lesson, 0);
    assert_eq!(intro2.file, PathBuf::from("00_intro/intro2.rs"));
}

#[test]
fn exercises_without_a_folder_lie_in_exercises_itself() {
    let text = "format_version = 1\n[[exercises]]\nname = \"a\"\nhint = \"b\"\n";
    let course = parse(text).unwrap();
    assert_eq!(course.exercises[0].file, PathBuf::from("a.rs"));
    assert_eq!(course.lessons[0].dir, "");
}

#[test]
fn an_unknown_key_is_a_warning_with_its_line() {
    let course = parse(&with("hnit = \"x\"")).unwrap();
    assert_eq!(
        course.warnings,
        ["info.toml:18: exercise `join`: the unknown key `hnit` is ignored (did you mean `hint`?)"]
    );
    let course = parse(&format!("xyz = 1\n{OURS}")).unwrap();
    assert_eq!(
        course.warnings,
        ["info.toml:1: the course: the unknown key `xyz` is ignored"]
    );
}

#[test]
fn a_syntax_error_names_its_line() {
    let error = parse("format_version = 1\nname = \"a\n").unwrap_err();
    assert_eq!(error.line, 2);
    assert!(error.to_string().contains("not valid TOML"), "{error}");
}

#[test]
fn a_wrong_type_names_line_and_key() {
    refused(
        &with("points = \"ten\""),
        "info.toml:18: exercise `join`: `points` must be a whole number, but this is a string",
    );
    refused(
        &with("test = 1"),
        "info.toml:18: exercise `join`: `test` must be true or false, but this is an integer",
    );
    refused(
        &with("aliases = \"join1\""),
        "info.toml:18: exercise `join`: `aliases` must be a list of strings, but this is a string",
    );
    refused(
        &with("needs = [1]"),
        "info.toml:18: exercise `join`: `needs` must be a list of strings, \
         but this is an array with something else in it",
    );
    refused(
        "format_version = 1\nexercises = 3\n",
        "info.toml:2: the course: `exercises` must be a list of tables, \
         each under its own [[…]] header, but this is an integer",
    );
}

#[test]
fn a_value_out_of_range_names_the_range() {
    let table = [
        (
            "points = -1",
            "`points` must be a whole number from 0 to 1000, not `-1`",
        ),
        ("stars = 4", "`stars` must be 1, 2 or 3, not `4`"),
        (
            "deadline = 0",
            "`deadline` must be more than 0 and at most 600 seconds, not `0`",
        ),
        (
            "deadline = nan",
            "`deadline` must be more than 0 and at most 600 seconds, not `NaN`",
        ),
        (
            "lints = \"warn\"",
            "`lints` must be \"show\" or \"deny\", not `warn`",
        ),
    ];
    for (line, want) in table {
        refused(
            &with(line),
            &format!("info.toml:18: exercise `join`: {want}"),
        );
    }
    refused(
        &format!("unsafe_code = \"no\"\n{OURS}"),
        "info.toml:1: the course: `unsafe_code` must be \"forbid\" or \"allow\", not `no`",
    );
    refused(
        &OURS.replace("beginner", "easy"),
        "info.toml:10: lesson `03_async_fundamentals`: `track` must be \"beginner\", \
         \"intermediate\" or \"advanced\", not `easy`",
    );
}

#[test]
fn a_missing_key_says_which_line_to_add() {
    refused(
        &OURS.replace("hint = \"first\"", ""),
        "info.toml:12: exercise `join`: `hint` is missing; add `hint = \"where to look first\"`",
    );
    refused(
        &OURS.replace("name = \"join\"", ""),
        "info.toml:12: exercise 1: `name` is missing; add `name = \"join\"`",
    );
    refused(
        "course = \"a\"\n",
        "info.toml:1: the course: `format_version` is missing; add `format_version = 1`",
    );
}

#[test]
fn another_format_version_is_refused() {
    refused(
        "format_version = 2\n",
        "info.toml:1: `format_version` is 2, and this program reads version 1; \
         set it to 1, or use the program that the course was written for",
    );
}

#[test]
fn a_course_without_exercises_says_so() {
    let error = parse("format_version = 1\n").unwrap_err();
    assert_eq!(error.problem, Problem::NoExercises);
}

#[test]
fn names_that_leave_their_folder_are_refused() {
    refused(
        &OURS.replace("name = \"join\"", "name = \"../join\""),
        "info.toml:13: exercise `../join`: exercise name `../join` may hold only letters, digits and _",
    );
    refused(
        &OURS.replace("02_join.rs", "../../02_join.rs"),
        "info.toml:15: exercise `join`: `file` must be a file name such as 02_join.rs, \
         of letters, digits, - and _, not `../../02_join.rs`",
    );
    let error = parse("format_version = 1\n[[exercises]]\nname=\"a\"\nhint=\"\"\ndir = \"a/b\"\n");
    assert_eq!(
        error.unwrap_err().to_string(),
        "info.toml:5: exercise `a`: `dir` must be one name of letters, digits, - and _, not `a/b`"
    );
}

#[test]
fn an_unknown_lesson_is_answered_with_the_known_ones() {
    refused(
        &OURS.replace(
            "name = \"join\"\ndir = \"03_async",
            "name = \"join\"\ndir = \"03_asnyc",
        ),
        "info.toml:14: exercise `join`: unknown lesson folder `03_asnyc_fundamentals` \
         (did you mean `03_async_fundamentals`?); the lessons are: 03_async_fundamentals. \
         Correct `dir`, or add a [[lessons]] table for it",
    );
}

#[test]
fn what_is_used_twice_names_both_lines() {
    let second = |keys: &str| {
        with(&format!(
            "[[exercises]]\n{keys}\ndir = \"03_async_fundamentals\"\nhint = \"x\""
        ))
    };
    refused(
        &second("name = \"join\""),
        "info.toml:19: exercise `join`: the name `join` is already used on line 13; choose another one",
    );
    refused(
        &second("name = \"b\"\naliases = [\"join\"]"),
        "info.toml:20: exercise `b`: the name `join` is already used on line 13; choose another one",
    );
    refused(
        &second("name = \"b\"\nfile = \"02_join.rs\""),
        "info.toml:20: exercise `b`: the file `03_async_fundamentals/02_join.rs` \
         is already used on line 15; choose another one",
    );
    refused(
        &OURS.replace(
            "[[exercises]]",
            "[[lessons]]\ndir = \"03_async_fundamentals\"\n[[exercises]]",
        ),
        "info.toml:13: lesson `03_async_fundamentals`: the folder `03_async_fundamentals` \
         is already used on line 8; choose another one",
    );
}

#[test]
fn a_path_is_a_list_of_exercises() {
    let path = "[[paths]]\nname = \"core\"\ntitle = \"In a day\"\nexercises = [\"join\"]\n";
    let course = parse(&with(path)).unwrap();
    assert_eq!(course.paths[0].name, "core");
    assert_eq!(course.paths[0].title, "In a day");
    assert_eq!(course.paths[0].exercises[0].as_str(), "join");
    assert_eq!(course.warnings, [""; 0]);
}

#[test]
fn a_path_that_cannot_be_gone_is_refused() {
    let refused = |path: &str, want: &str| refused(&with(path), want);
    refused(
        "[[paths]]\nname = \"core\"\nexercises = [\"jion\"]",
        "info.toml:20: the course has no exercise `jion` (did you mean `join`?)",
    );
    refused(
        "[[paths]]\nname = \"core\"",
        "info.toml:18: path `core`: `exercises` is missing; add `exercises = [\"join\", \"select\"]`",
    );
    refused(
        "[[paths]]\nexercises = []",
        "info.toml:18: path 1: `name` is missing; add `name = \"core\"`",
    );
    refused(
        "[[paths]]\nname = \"a b\"\nexercises = []",
        "info.toml:19: path `a b`: `name` must be one name of letters, digits, - and _, not `a b`",
    );
    refused(
        "[[paths]]\nname = \"core\"\nexercises = []",
        "info.toml:20: path `core`: `exercises` must be a list of at least one exercise, not `[]`",
    );
    let twice = "[[paths]]\nname = \"core\"\nexercises = [\"join\"]\n".repeat(2);
    refused(
        &twice,
        "info.toml:22: path `core`: the name `core` is already used on line 19; choose another one",
    );
}
