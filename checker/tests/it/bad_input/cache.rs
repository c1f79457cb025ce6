//! What was built is damaged, belongs to somebody else, or is to be kept where
//! it does not belong.

use super::machine::with_a_dependency;
use super::permissions::{allow, bound, call};
use super::{JUDGING, READING, refuses};
use crate::support::Bench;
use std::fs;
use std::path::{Path, PathBuf};

/// Files in the cache of `bench` whose name begins and ends so.
fn files(bench: &Bench, begin: &str, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![bench.folder().join("fresh")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            let path = entry.path();
            if path.is_dir() && name != "builds" {
                folders.push(path);
            } else if name.starts_with(begin) && name.ends_with(end) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "no {begin}…{end}");
    found
}

/// The answer of `bench` passes, and this is built again on the way.
#[track_caller]
fn healed(bench: &Bench, damage: impl Fn(&Path), begin: &str, end: &str) {
    bench.workbook(&["run", "add"]).exits(0).stderr_is("");
    for file in files(bench, begin, end) {
        damage(&file);
    }
    bench
        .workbook(&["run", "add"])
        .exits(0)
        .stderr_has("in the cache is damaged: `")
        .stderr_has(begin)
        .workbook(&["run", "add"])
        .exits(0)
        .stderr_is("");
}

#[test]
fn what_is_damaged_is_built_again_and_decides_nothing() {
    let bench = with_a_dependency();
    bench.workbook(&["run", "add"]).exits(0);
    let emptied = |file: &Path| fs::write(file, "").unwrap();
    let cut = |file: &Path| {
        let half = file.metadata().unwrap().len() / 2;
        fs::File::options()
            .write(true)
            .open(file)
            .unwrap()
            .set_len(half)
            .unwrap();
    };
    let changed = |file: &Path| {
        let mut content = fs::read(file).unwrap();
        let middle = content.len() / 2;
        content[middle] ^= 0xff;
        fs::write(file, content).unwrap();
    };
    let linked = |file: &Path| {
        let other = bench.folder().join("other");
        fs::copy(file, &other).unwrap();
        fs::remove_file(file).unwrap();
        std::os::unix::fs::symlink(&other, file).unwrap();
    };
    healed(&bench, emptied, "libtiny", ".rlib");
    healed(&bench, changed, "libtiny", ".rlib");
    healed(&bench, cut, "libtiny", ".rmeta");
    healed(
        &bench,
        |file| fs::remove_file(file).unwrap(),
        "libtiny",
        ".rmeta",
    );
    healed(&bench, linked, "libtest", ".rlib");
    healed(&bench, emptied, "libtest", ".rlib");
    healed(&bench, changed, "01_", ".rs");
}

#[test]
fn two_that_find_the_same_damage_build_it_once_and_both_judge() {
    let bench = with_a_dependency();
    bench.workbook(&["run", "add"]).exits(0);
    for file in files(&bench, "libtiny", ".rlib") {
        fs::write(file, "").unwrap();
    }
    let start = || {
        let mut command = bench.command(&["run", "add"]);
        command.stdout(std::process::Stdio::piped());
        command.stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
    let told = both.iter().filter(|ended| {
        assert!(ended.status.success(), "{ended:?}");
        String::from_utf8_lossy(&ended.stderr).contains("is damaged")
    });
    assert_eq!(told.count(), 1);
}

#[test]
fn a_cache_that_a_class_shares_need_not_be_written() {
    let Some(before) = bound() else { return };
    let bench = with_a_dependency();
    bench.workbook(&["run", "add"]).exits(0);
    let cache = bench.folder().join("fresh");
    fs::remove_dir_all(cache.join("builds")).unwrap();
    let closed = |mode| {
        let mut folders = vec![cache.clone()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder).unwrap().flatten();
            folders.extend(
                entries
                    .map(|entry| entry.path())
                    .filter(|path| path.is_dir()),
            );
            allow(&folder, mode);
        }
    };
    closed(0o555);
    let home = bench.folder().join("own");
    fs::create_dir(&home).unwrap();
    let bench = bench.env("XDG_CACHE_HOME", &home);
    call(&bench, before, &["run", "add"]).exits(0).stderr_is("");
    assert!(home.join("workbook/builds").is_dir());
    // What is damaged cannot be mended there, and that is said.
    closed(0o755);
    let damaged = files(&bench, "libtiny", ".rlib");
    fs::write(&damaged[0], "").unwrap();
    closed(0o555);
    call(&bench, before, &["run", "add"])
        .exits(3)
        .complains_once()
        .stderr_has("WORKBOOK_CACHE_DIR");
    closed(0o755);
}

#[test]
fn a_relative_cache_folder_is_refused_and_not_made() {
    let bench = Bench::new().env("WORKBOOK_CACHE_DIR", "cache");
    let wants = ["WORKBOOK_CACHE_DIR is `cache`", "such as `/"];
    for calls in [&READING[..], &JUDGING] {
        refuses(&bench, calls, &wants);
    }
    assert!(!bench.path("cache").exists());
    bench
        .workbook(&["doctor"])
        .exits(3)
        .stdout_has("WORKBOOK_CACHE_DIR is `cache`");
}

#[test]
fn a_folder_for_temporary_files_that_is_no_good_is_named() {
    let gone = Bench::new().env("TMPDIR", "/no/such/folder");
    refuses(
        &gone,
        &JUDGING,
        &["`/no/such/folder` does not exist", "TMPDIR"],
    );
    let relative = Bench::new().env("TMPDIR", "tmp");
    refuses(&relative, &JUDGING, &["TMPDIR is `tmp`", "the whole path"]);
    let Some(before) = bound() else { return };
    let bench = Bench::new();
    let closed = bench.folder().join("closed");
    fs::create_dir(&closed).unwrap();
    allow(&closed, 0o555);
    let bench = bench.env("TMPDIR", &closed);
    call(&bench, before, &["run"])
        .exits(3)
        .complains_once()
        .stderr_has("closed` may not be written")
        .stderr_has("set TMPDIR");
}
