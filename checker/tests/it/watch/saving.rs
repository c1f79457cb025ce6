//! However an editor saves, the save is seen, and so is the next one.

use crate::support::{Bench, answer};
use std::fs;
use std::path::Path;

/// Save in this way, twice, and see both verdicts.
#[track_caller]
fn check(arguments: &[&str], save: fn(&Path, &str)) {
    let bench = Bench::new();
    let watch = bench.watch(arguments);
    watch.wait_for(&["FAIL  add", "left: 41"]);
    let file = bench.path(bench.exercise("add"));
    for (body, verdict) in [
        ("42", "PASS  add"),
        ("7", "left: 7"),
        ("6 * 7", "PASS  add"),
    ] {
        save(&file, &answer("add", body));
        watch.wait_for(&[verdict]);
    }
}

fn in_place(file: &Path, text: &str) {
    fs::write(file, text).unwrap();
}

fn renamed_over(file: &Path, text: &str) {
    let fresh = file.with_extension("rs.tmp");
    fs::write(&fresh, text).unwrap();
    fs::rename(fresh, file).unwrap();
}

fn removed_and_created(file: &Path, text: &str) {
    fs::remove_file(file).unwrap();
    fs::write(file, text).unwrap();
}

/// As vim does it by default, with its test whether the folder can be written.
fn after_a_backup(file: &Path, text: &str) {
    let (test, backup) = (file.with_file_name("4913"), file.with_extension("rs~"));
    fs::write(&test, "").unwrap();
    fs::remove_file(&test).unwrap();
    fs::rename(file, &backup).unwrap();
    fs::write(file, text).unwrap();
    fs::remove_file(backup).unwrap();
}

/// Some formatters write a file in pieces.
fn in_pieces(file: &Path, text: &str) {
    use std::io::Write;
    let mut file = fs::File::create(file).unwrap();
    for piece in text.as_bytes().chunks(16) {
        file.write_all(piece).unwrap();
        file.sync_data().unwrap();
    }
}

#[test]
fn a_file_that_is_written_in_place() {
    check(&[], in_place);
}

#[test]
fn a_file_that_another_one_is_renamed_over() {
    check(&[], renamed_over);
}

#[test]
fn a_file_that_is_removed_and_created() {
    check(&[], removed_and_created);
}

#[test]
fn a_file_that_is_renamed_to_a_backup_first() {
    check(&[], after_a_backup);
}

#[test]
fn a_file_that_is_written_in_pieces() {
    check(&[], in_pieces);
}

#[test]
fn where_there_are_no_events_the_files_are_looked_at() {
    check(&["--poll"], in_place);
    check(&["--poll"], renamed_over);
}

#[test]
fn a_save_that_changes_nothing_is_not_judged() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.mark();
    // News of the first saves have come long before the last one.
    for _ in 0..20 {
        bench.answer("add", "41");
        watch.press("l");
        watch.wait_for(&["Exercises"]);
        watch.press("q");
        watch.wait_for(&["FAIL  add"]);
    }
    assert!(!watch.written().contains("Checking"), "{}", watch.written());
}

#[test]
fn a_file_that_is_gone_is_missed_and_welcomed_back() {
    let bench = Bench::new();
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    let file = bench.path(bench.exercise("add"));
    fs::rename(&file, bench.folder().join("elsewhere.rs")).unwrap();
    watch.wait_for(&["the file of `add` is missing", "workbook reset"]);
    fs::rename(bench.folder().join("elsewhere.rs"), &file).unwrap();
    watch.wait_for(&["FAIL  add"]);
    fs::remove_file(&file).unwrap();
    watch.wait_for(&["the file of `add` is missing"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
}

#[test]
fn a_folder_that_is_replaced_is_watched_again() {
    let bench = Bench::new();
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    // As a checkout of another branch does it.
    let (lesson, away) = (
        bench.path("exercises/01_numbers"),
        bench.folder().join("away"),
    );
    fs::rename(&lesson, &away).unwrap();
    watch.wait_for(&["the file of `add` is missing"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
    bench.answer("add", "7");
    watch.wait_for(&["left: 7"]);
}

/// A learner whose answers are managed elsewhere: the file is a link to a link.
fn linked() -> Bench {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    let (file, dotfiles) = (bench.exercise("add"), bench.folder().join("dotfiles"));
    fs::create_dir(&dotfiles).unwrap();
    fs::rename(bench.path(file), dotfiles.join("add.rs")).unwrap();
    symlink(dotfiles.join("add.rs"), bench.folder().join("current")).unwrap();
    symlink(bench.folder().join("current"), bench.path(file)).unwrap();
    bench
}

#[test]
fn a_file_that_is_a_link_is_judged_when_its_target_is_saved() {
    for save in [in_place, renamed_over, removed_and_created, after_a_backup] {
        let bench = linked();
        let watch = bench.watch(&[]);
        watch.wait_for(&["FAIL  add", "left: 41"]);
        let target = bench.folder().join("dotfiles/add.rs");
        for (body, verdict) in [("42", "PASS  add"), ("7", "left: 7")] {
            save(&target, &answer("add", body));
            watch.wait_for(&[verdict]);
        }
    }
}

#[test]
fn a_link_that_leads_elsewhere_is_followed_there() {
    use std::os::unix::fs::symlink;
    let bench = linked();
    let watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add", "left: 41"]);
    let other = bench.folder().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("mine.rs"), answer("add", "7")).unwrap();
    symlink(other.join("mine.rs"), bench.folder().join("new")).unwrap();
    fs::rename(bench.folder().join("new"), bench.folder().join("current")).unwrap();
    watch.wait_for(&["left: 7"]);
    fs::write(other.join("mine.rs"), answer("add", "42")).unwrap();
    watch.wait_for(&["PASS  add"]);
    fs::remove_dir_all(&other).unwrap();
    watch.wait_for(&["the file of `add` is missing"]);
    fs::create_dir(&other).unwrap();
    fs::write(other.join("mine.rs"), answer("add", "40 + 2")).unwrap();
    watch.wait_for(&["PASS  add"]);
}
