//! Damage to files, each as a disk, a tool or a person may do it.

use crate::draw::Draw;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Damage one file in `tree`; what was done.
pub(crate) fn of(tree: &Path, draw: &mut Draw) -> String {
    let files = files(tree);
    if files.is_empty() {
        return "nothing to damage".to_owned();
    }
    let path = draw.pick(&files).clone();
    let content = fs::read(&path).unwrap_or_default();
    let ways: [&str; 9] = [
        "emptied",
        "cut",
        "changed",
        "removed",
        "closed",
        "a folder",
        "a dead link",
        "longer",
        "replaced",
    ];
    let way = *draw.pick(&ways);
    // The file may be a link to the one in the template, which has to stay.
    let _ = fs::remove_file(&path);
    let write = |content: &[u8]| {
        let _ = fs::write(&path, content);
        let _ = fs::set_permissions(&path, Permissions::from_mode(0o777));
    };
    let half = content.len() / 2;
    match way {
        "emptied" => write(b""),
        "cut" => write(&content[..half]),
        "changed" => {
            let mut content = content.clone();
            if let Some(byte) = content.get_mut(half) {
                *byte ^= 0x40;
            }
            write(&content);
        }
        "removed" => {}
        "closed" => {
            write(&content);
            let _ = fs::set_permissions(&path, Permissions::from_mode(0o000));
        }
        "a folder" => drop(fs::create_dir(&path)),
        "a dead link" => drop(symlink("/no/such/file", &path)),
        "longer" => write(&[&content[..], b"\0more"].concat()),
        _ => write(&draw.bytes(half.min(4_096))),
    }
    let shown = path.strip_prefix(tree).unwrap_or(&path);
    format!("in the cache, {way}: {}", shown.display())
}

/// What is damaged more often than chance would have it: what verdicts stand on.
const MATTERS: [&str; 4] = ["libkit.so", "lab-worker", "kit.json", "state.json"];

fn files(tree: &Path) -> Vec<PathBuf> {
    let found = Command::new("find")
        .arg(tree)
        .args(["-type", "f"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&found.stdout).into_owned();
    let mut files: Vec<PathBuf> = text.lines().map(PathBuf::from).collect();
    files.retain(|path| !path.to_string_lossy().contains("/incremental/"));
    files.sort();
    let matters = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        MATTERS.contains(&name.as_ref()) || name.ends_with(".rlib")
    };
    let often: Vec<_> = files.iter().filter(matters).cloned().collect();
    let times = files.len() / often.len().max(1);
    files.extend(std::iter::repeat_n(often, times).flatten());
    files
}

/// Somebody hands in something odd; what it is.
pub(crate) fn odd_submission(class: &Path, draw: &mut Draw) -> String {
    let long = "n".repeat(230);
    let names = [
        "odd",
        "od:d",
        "od\nd",
        "od\u{202e}d",
        " ",
        "-odd",
        "..odd",
        "grades",
        long.as_str(),
    ];
    let folder = class.join(draw.pick(&names));
    let file = folder.join("exercises/01_sync_basics/01_sync.rs");
    let _ = fs::create_dir_all(file.parent().unwrap());
    let run = |program: &str, words: &[&str]| {
        let _ = Command::new(program).args(words).arg(&file).status();
    };
    let ways = [
        "fifo", "device", "folder", "empty", "large", "closed", "loop", "bytes", "deep",
    ];
    let way = *draw.pick(&ways);
    match way {
        "fifo" => run("mkfifo", &[]),
        "device" => drop(symlink("/dev/zero", &file)),
        "folder" => drop(fs::create_dir(&file)),
        "empty" => drop(fs::write(&file, "")),
        "large" => run("truncate", &["--size=1T"]),
        "closed" => {
            let _ = fs::write(&file, "fn main() {}");
            let _ = fs::set_permissions(&file, Permissions::from_mode(0o000));
        }
        "loop" => drop(symlink(&file, &file)),
        "bytes" => drop(fs::write(&file, draw.bytes(10_000))),
        _ => {
            let _ = fs::create_dir_all(folder.join("d/".repeat(1_500)));
        }
    }
    format!("{:?} hands in: {way}", folder.file_name().unwrap())
}

/// A program of one line.
pub(crate) fn script(path: &Path, line: &str) {
    fs::write(path, format!("#!/bin/sh\n{line}\n")).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
}
