//! Folders and files that may not be read or written.
//!
//! Permissions do not bind root, so root gives its privileges up first.

use crate::support::{Bench, Ran, skipped};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// The commands in front of the program that make permissions count; `None`
/// where that is not possible.
pub(super) fn bound() -> Option<&'static [&'static str]> {
    if !rustix::process::geteuid().is_root() {
        return Some(&[]);
    }
    const WITHOUT: &[&str] = &["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"];
    let tried = std::process::Command::new(WITHOUT[0])
        .args(&WITHOUT[1..])
        .arg("true")
        .status();
    if tried.is_ok_and(|ended| ended.success()) {
        return Some(WITHOUT);
    }
    skipped("root cannot give up its privileges here, as there is no `setpriv`");
    None
}

/// Call the program as somebody whom permissions bind.
pub(super) fn call<'b>(bench: &'b Bench, before: &[&str], arguments: &[&str]) -> Ran<'b> {
    let words = [before, &[crate::support::PROGRAM], arguments].concat();
    let command = bench.in_environment(words[0], &words[1..]);
    bench.call(command)
}

pub(super) fn allow(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// What may not be read is named, with the advice to look at its permissions.
#[track_caller]
fn unreadable(what: &str, named: &str) {
    let Some(before) = bound() else { return };
    let bench = Bench::new();
    let files = bench.learners_files();
    allow(&bench.path(what), 0o000);
    for arguments in [&["run"][..], &["check", "--all"], &["hint"]] {
        // A hint needs the course, but not the file.
        if what.ends_with(".rs") && arguments == ["hint"] {
            continue;
        }
        let ran = call(&bench, before, arguments).exits(3).complains_once();
        ran.stderr_has(named).stderr_has("permissions");
    }
    allow(&bench.path(what), 0o755);
    assert_eq!(bench.learners_files(), files);
}

#[test]
fn a_folder_that_may_not_be_read_is_named() {
    unreadable("exercises", "exercises`");
    unreadable("exercises/01_numbers", "01_numbers`");
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    unreadable("info.toml", "info.toml`");
    unreadable("exercises/01_numbers/01_add.rs", "01_add.rs`");
}

#[test]
fn in_a_read_only_folder_verdicts_are_given_and_not_kept() {
    let Some(before) = bound() else { return };
    let bench = Bench::new();
    let files = bench.learners_files();
    allow(bench.root(), 0o555);
    call(&bench, before, &["run"])
        .exits(1)
        .stdout_has("FAIL  add: wrong result")
        .stderr_has("warning: the verdict is not recorded")
        .stderr_has("copy the workbook to a folder of your own");
    call(&bench, before, &["list"]).exits(0).stderr_is("");
    call(&bench, before, &["hint"])
        .exits(0)
        .stdout_has("Look at the test.")
        .stderr_has("warning: the hint is not counted");
    call(&bench, before, &["next"])
        .exits(3)
        .complains_once()
        .stderr_has("permissions");
    allow(bench.root(), 0o755);
    assert_eq!(bench.learners_files(), files);
    assert!(!bench.path(".workbook").exists());
}

#[test]
fn a_cache_that_may_not_be_written_is_named_with_the_way_out() {
    let Some(before) = bound() else { return };
    let bench = Bench::new();
    let cache = bench.folder().join("closed");
    fs::create_dir(&cache).unwrap();
    allow(&cache, 0o555);
    let bench = bench.env("WORKBOOK_CACHE_DIR", &cache);
    call(&bench, before, &["run"])
        .exits(3)
        .complains_once()
        .stderr_has("closed")
        .stderr_has("WORKBOOK_CACHE_DIR");
    call(&bench, before, &["doctor"])
        .exits(3)
        .stdout_has("cannot be written");
}

#[test]
fn init_into_a_folder_that_may_not_be_written_leaves_nothing() {
    let Some(before) = bound() else { return };
    let bench = Bench::empty("closed");
    allow(bench.root(), 0o555);
    call(&bench, before, &["init", "."])
        .exits(3)
        .complains_once();
    call(&bench, before, &["init", "new"])
        .exits(3)
        .complains_once();
    allow(bench.root(), 0o755);
    assert!(bench.learners_files().is_empty());
}
