//! Pipes, devices, folders, links in a circle and files without an end where an
//! exercise should be: said at once, and nobody waits for them.

use super::refuses;
use crate::support::{Bench, wait_until};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};

const JUDGING: [&[&str]; 4] = [
    &["run", "add"],
    &["run", "add", "--format", "json"],
    &["check", "--all"],
    &["check", "add", "double", "-j", "2"],
];

/// In the place of the exercise `add`.
fn with(put: impl FnOnce(&Path)) -> Bench {
    let bench = Bench::new();
    let path = bench.path(bench.exercise("add"));
    fs::remove_file(&path).unwrap();
    put(&path);
    bench
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap();
}

#[track_caller]
fn check(put: impl FnOnce(&Path), words: &str) {
    let bench = with(put);
    refuses(&bench, &JUDGING, &["01_add.rs`", words]);
    // These need the course alone, or show what can be shown.
    for arguments in [
        &["list"][..],
        &["status"],
        &["hint", "add"],
        &["goto", "add"],
    ] {
        bench.workbook(arguments).exits(0);
    }
    // There is no answer to compare with, or to keep before it is replaced.
    for arguments in [
        &["solution", "add", "--diff", "--force"][..],
        &["reset", "add", "--yes"],
    ] {
        bench.workbook(arguments).exits(3);
    }
}

#[test]
fn a_pipe_is_no_exercise() {
    check(pipe, "a named pipe");
}

#[test]
fn a_link_to_a_device_or_to_itself_is_no_exercise() {
    check(|path| symlink("/dev/zero", path).unwrap(), "a device");
    check(|path| symlink(path, path).unwrap(), "failed to read");
}

#[test]
fn a_socket_or_a_folder_is_no_exercise() {
    check(|path| drop(UnixListener::bind(path).unwrap()), "a socket");
    check(|path| fs::create_dir(path).unwrap(), "a folder");
}

#[test]
fn a_file_without_an_end_is_not_read_to_it() {
    let endless = |path: &Path| File::create(path).unwrap().set_len(1 << 40).unwrap();
    let bench = with(endless);
    for arguments in JUDGING {
        bench
            .workbook(arguments)
            .exits(3)
            .stderr_has("01_add.rs`")
            .stderr_has("longer than 16 MiB");
    }
}

#[test]
fn a_pipe_among_our_own_notes_holds_nobody_up() {
    for name in ["state.json", "state.lock"] {
        let bench = Bench::new();
        fs::create_dir(bench.path(".workbook")).unwrap();
        pipe(&bench.path(&format!(".workbook/{name}")));
        bench.workbook(&["hint", "add"]).stderr_has(name);
    }
}

#[test]
fn a_pipe_is_watched_until_it_is_a_file_again() {
    let bench = with(pipe);
    let mut terminal = bench.watch(&["add"]);
    terminal.wait_for(&["a named pipe"]);
    let path = bench.path(bench.exercise("add"));
    fs::remove_file(&path).unwrap();
    bench.answer("add", "42");
    terminal.wait_for(&["PASS  add"]);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn a_call_for_a_pipe_ends_also_where_somebody_waits_at_its_other_end() {
    let bench = with(pipe);
    let path = bench.path(bench.exercise("add"));
    let mut writer = Command::new("sh");
    writer.args(["-c", "exec cat > \"$1\"", "sh"]).arg(&path);
    let mut writer = writer.stdin(Stdio::null()).spawn().unwrap();
    refuses(&bench, &[&["run", "add"]], &["a named pipe"]);
    // Being opened let the other one go.
    wait_until("the writer to end", || writer.try_wait().unwrap().is_some());
}
