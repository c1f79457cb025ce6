//! What is created, where it is listed, and what is never overwritten.

use super::*;
use crate::info_file;
use std::collections::BTreeMap;

const INFO: &str = r#"format_version = 1
course = "concurrency"

# The order of the course.
[[lessons]]
dir = "01_sync"
title = "Sync"
[[lessons]]
dir = "03_async"
title = "Async"

# The first one.
[[exercises]]
name = "sync"
dir = "01_sync"
file = "01_sync.rs"
hint = "x" # short

# The second one.
[[exercises]]
name = "join"
dir = "03_async"
file = "01_join.rs"
hint = "x"
"#;

const CARGO: &str = r#"[package]
name = "exercises"

[[bin]]
name = "sync"
path = "01_sync/01_sync.rs"

# Async.
[[bin]]
name = "join"
path = "03_async/01_join.rs"
"#;

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("exercises")).unwrap();
    fs::write(dir.path().join("info.toml"), INFO).unwrap();
    fs::write(dir.path().join("exercises/Cargo.toml"), CARGO).unwrap();
    dir
}

fn new(root: &Path, name: &str, lesson: &str, title: Option<&str>) -> anyhow::Result<String> {
    let course = info_file::load(root, None).unwrap();
    let options = Options {
        name: name.into(),
        lesson: lesson.into(),
        title: title.map(str::to_owned),
    };
    let mut out = Vec::new();
    execute(&course, &options, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

#[test]
fn a_new_exercise_is_the_last_of_its_lesson_in_both_lists() {
    let dir = folder();
    let out = new(dir.path(), "callback", "1", None).unwrap();
    assert!(
        out.contains("    solutions/01_sync/02_callback.rs\n"),
        "{out}"
    );
    let course = info_file::load(dir.path(), None).unwrap();
    let names: Vec<_> = course.exercises.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["sync", "callback", "join"]);
    assert_eq!(course.exercises[1].hints.len(), 3);
    let info = read(dir.path(), "info.toml");
    for comment in [
        "# The order of the course.",
        "# The first one.",
        "# short",
        "# The second one.",
    ] {
        assert!(info.contains(comment), "{info}");
    }
    let want = "path = \"01_sync/01_sync.rs\"\n\n[[bin]]\nname = \"callback\"\n\
                path = \"01_sync/02_callback.rs\"\n\n# Async.\n[[bin]]\n";
    let cargo = read(dir.path(), "exercises/Cargo.toml");
    assert!(cargo.contains(want), "{cargo}");
}

#[test]
fn a_new_lesson_needs_a_title_and_gets_a_text() {
    let dir = folder();
    let error = new(dir.path(), "scoped", "04_threads", None).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the lessons are: 01_sync, 03_async"),
        "{error}"
    );
    assert_eq!(exit::code(&Err(error)), exit::USAGE);

    new(dir.path(), "scoped", "04_threads", Some("Threads")).unwrap();
    let course = info_file::load(dir.path(), None).unwrap();
    assert_eq!(course.lessons[2].title, "Threads");
    assert_eq!(
        course.exercises[2].file,
        Path::new("04_threads/01_scoped.rs")
    );
    assert!(read(dir.path(), "exercises/04_threads/README.md").starts_with("# Threads\n"));
}

#[test]
fn what_is_created_is_formatted_and_compiles() {
    let dir = folder();
    new(dir.path(), "callback", "01_sync", None).unwrap();
    let files: BTreeMap<_, _> = ["exercises", "solutions"]
        .map(|folder| {
            (
                folder,
                dir.path().join(folder).join("01_sync/02_callback.rs"),
            )
        })
        .into();
    let all = [
        "checker/hidden/01_sync/02_callback.rs",
        "checker/answers/01_sync/02_callback/right_by_name.rs",
        "checker/answers/01_sync/02_callback/wrong_never.rs",
        "checker/answers/01_sync/02_callback/wrong_twice.rs",
    ];
    let all = all.map(|path| dir.path().join(path));
    let rustfmt = std::process::Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .args(files.values())
        .args(all)
        .status();
    assert!(rustfmt.unwrap().success());
    for file in files.values() {
        let rustc = std::process::Command::new("rustc")
            .args([
                "--edition",
                "2024",
                "--emit",
                "metadata",
                "-D",
                "warnings",
                "--out-dir",
            ])
            .arg(dir.path())
            .arg(file)
            .status();
        assert!(rustc.unwrap().success(), "{}", file.display());
    }
}

#[test]
fn nothing_is_overwritten_and_nothing_half_done() {
    let dir = folder();
    let existing = "checker/hidden/01_sync/02_callback.rs";
    fs::create_dir_all(dir.path().join("checker/hidden/01_sync")).unwrap();
    fs::write(dir.path().join(existing), "mine").unwrap();
    let error = new(dir.path(), "callback", "1", None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("02_callback.rs` exists already"), "{error}");
    assert_eq!(read(dir.path(), existing), "mine");
    assert_eq!(read(dir.path(), "info.toml"), INFO);
    assert!(!dir.path().join("solutions").exists());
}

#[test]
fn a_name_that_is_taken_or_not_safe_is_refused() {
    let dir = folder();
    let taken = new(dir.path(), "join", "1", None).unwrap_err();
    assert!(
        taken
            .to_string()
            .contains("`exercises/03_async/01_join.rs`"),
        "{taken}"
    );
    let unsafe_name = new(dir.path(), "../join", "1", None).unwrap_err();
    assert_eq!(exit::code(&Err(unsafe_name)), exit::USAGE);
    let odd_lesson = new(dir.path(), "scoped", "04/threads", Some("T")).unwrap_err();
    assert!(
        format!("{odd_lesson:#}").contains("`dir` must be one name"),
        "{odd_lesson:#}"
    );
}

#[test]
fn a_course_that_says_something_after_a_pass_says_it_of_the_new_one_too() {
    let dir = folder();
    let lesson = dir.path().join("exercises/03_async");
    fs::create_dir(&lesson).unwrap();
    let said = "[join]\nwhy = \"Because.\"\nquestion = \"Why?\"\n";
    fs::write(lesson.join("after.toml"), said).unwrap();
    new(dir.path(), "select", "3", None).unwrap();
    let text = fs::read_to_string(lesson.join("after.toml")).unwrap();
    assert!(text.starts_with(said), "{text}");
    let course = info_file::load(dir.path(), None).unwrap();
    let select = course.find("select").unwrap();
    assert!(
        select
            .after
            .as_ref()
            .is_some_and(|after| after.question.ends_with('?'))
    );
}
