//! Setting up: `init`, `open`, `doctor`, `completions`, `man`, help.

use crate::support::{Bench, wait_until};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[test]
fn init_writes_a_workbook_that_works() {
    let bench = Bench::empty("somewhere");
    bench
        .workbook(&["init", "my workbook ö"])
        .exits(0)
        .stdout_has("cd \"my workbook ö\"")
        .stdout_has("workbook watch");
    let inside = bench.path("my workbook ö");
    for file in [
        "info.toml",
        "README.md",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        "Cargo.toml",
    ] {
        assert!(inside.join(file).is_file(), "{file}");
    }
    // What would give answers away stays in the program.
    for folder in ["solutions", "checker"] {
        assert!(!inside.join(folder).exists(), "{folder}");
    }
    let mut list = bench.command(&["list"]);
    list.current_dir(&inside);
    bench.call(list).exits(0).stdout_has("> · ");
}

#[test]
fn init_touches_nothing_that_is_there() {
    let bench = Bench::new();
    let before = bench.learners_files();
    for folder in [".", "exercises", "info.toml"] {
        bench
            .workbook(&["init", folder])
            .exits(2)
            .complains_once()
            .stderr_has("workbook init NEW_FOLDER");
    }
    assert_eq!(bench.learners_files(), before);
}

/// The repository that this program is built from.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn a_bundle_of_the_course_is_a_workbook_that_is_judged() {
    let bench = Bench::empty("somewhere");
    let course = repository().to_str().unwrap();
    let pack = ["--course", course, "dev", "pack", "--out", "bundle"];
    let ran = bench.workbook(&pack).exits(0);
    ran.stdout_has("exercises into `bundle`.");
    for folder in ["solutions", "checker"] {
        assert!(!bench.path("bundle").join(folder).exists(), "{folder}");
    }
    let in_bundle = |arguments: &[&str]| {
        bench.workbook(&[&["--course", "bundle", "--offline"], arguments].concat())
    };
    in_bundle(&["list"]).exits(0).stdout_has("join");
    in_bundle(&["run", "join"]).exits(1).stdout_has("FAIL");
    let answer = "03_async_fundamentals/02_join.rs";
    let solution = fs::read_to_string(repository().join("solutions").join(answer)).unwrap();
    bench.save(&format!("bundle/exercises/{answer}"), &solution);
    in_bundle(&["run", "join"]).exits(0).stdout_has("PASS");
}

#[test]
fn a_bundle_of_another_set_works_from_its_archive() {
    let bench = Bench::new();
    let action = "my-school/numbers@v1";
    bench
        .workbook(&["dev", "pack", "--out", "b.tar.gz", "--action", action])
        .exits(0)
        .stdout_has("Packed 3 exercises into `b.tar.gz`.");
    let tar = bench.in_environment("tar", &["xzf", "b.tar.gz"]);
    bench.call(tar).exits(0);
    let workflow = bench.read("bench/.github/workflows/workbook.yml");
    assert!(workflow.contains(&format!("uses: {action}")), "{workflow}");
    bench
        .workbook(&["--course", "bench", "run", "add"])
        .exits(1)
        .stdout_has("FAIL");
    bench
        .workbook(&["dev", "pack", "--action", "nonsense"])
        .exits(2)
        .complains_once();
}

/// A fake editor: it writes down what it was called with.
fn editor(bench: &Bench) -> String {
    let (script, calls) = (
        bench.folder().join("my-editor"),
        bench.folder().join("calls"),
    );
    let text = format!("#!/bin/sh\necho \"$@\" > {calls:?}.new\nmv {calls:?}.new {calls:?}\n");
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    script.to_str().unwrap().to_owned()
}

#[test]
fn open_hands_the_file_to_the_editor_that_is_named() {
    let bench = Bench::new();
    let (editor, calls) = (editor(&bench), bench.folder().join("calls"));
    bench
        .workbook(&["open", "--editor", &editor])
        .exits(0)
        .stdout_has("Opened `exercises/01_numbers/01_add.rs`");
    wait_until("the editor's call", || calls.exists());
    let path = bench.path(bench.exercise("add"));
    assert_eq!(
        fs::read_to_string(&calls).unwrap().trim_end(),
        path.to_str().unwrap()
    );

    fs::remove_file(&calls).unwrap();
    let bench = bench.env("VISUAL", format!("{editor} --wait"));
    bench.workbook(&["open", "double"]).exits(0);
    wait_until("the editor's call", || calls.exists());
    assert!(fs::read_to_string(&calls).unwrap().starts_with("--wait /"));
}

#[test]
fn open_without_a_usable_editor_says_what_to_do() {
    let bench = Bench::new();
    let refused = |arguments: &[&str], want: &str| {
        let ran = bench.workbook(arguments).exits(3);
        ran.stderr_has(want).complains_once();
    };
    refused(&["open"], "no editor is known");
    refused(&["open", "--editor", "no-such-editor"], "`no-such-editor`");
    refused(&["open", "--editor", "vim"], "needs a terminal of its own");
}

#[test]
fn the_doctor_names_what_a_bug_report_needs() {
    Bench::new()
        .workbook(&["doctor"])
        .exits(0)
        .stdout_has("rustc")
        .stdout_has("cargo")
        .stdout_has("The bench with 3 exercises")
        .stdout_has("cache")
        .stdout_lacks("missing");
    Bench::empty("nothing")
        .workbook(&["doctor"])
        .exits(3)
        .stdout_has("missing  course");
}

#[test]
fn each_shell_gets_its_completions() {
    let bench = Bench::empty("nothing");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        bench
            .workbook(&["completions", shell])
            .exits(0)
            .stdout_has("workbook")
            .stdout_has("until-fail")
            .stderr_is("");
    }
    bench.workbook(&["completions", "tcsh"]).exits(2);
}

#[test]
fn the_manual_is_one_page_or_many() {
    let bench = Bench::empty("nothing");
    bench
        .workbook(&["man"])
        .exits(0)
        .stdout_has(".TH workbook 1");
    bench.workbook(&["man", "--dir", "pages"]).exits(0);
    for page in ["workbook.1", "workbook-watch.1", "workbook-dev-check.1"] {
        assert!(bench.path("pages").join(page).is_file(), "{page}");
    }
}

#[test]
fn help_and_version_need_no_course() {
    let bench = Bench::empty("nothing");
    bench
        .workbook(&["--version"])
        .exits(0)
        .stdout_has(env!("CARGO_PKG_VERSION"));
    let commands = [
        "watch",
        "run",
        "check",
        "hint",
        "lesson",
        "docs",
        "list",
        "status",
        "next",
        "prev",
        "goto",
        "reset",
        "undo",
        "solution",
        "open",
        "init",
        "doctor",
        "completions",
        "man",
        "dev",
    ];
    let help = bench.workbook(&["--help"]).exits(0);
    for command in commands {
        bench
            .workbook(&[command, "--help"])
            .exits(0)
            .stdout_has("Usage: workbook");
        assert!(
            help.stdout().contains(&format!("\n  {command} ")),
            "{command}"
        );
    }
}
