//! What a folder of results does with links and files.

use super::*;
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn files_are_replaced_whole_and_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::create(&dir.path().join("a/out")).unwrap();
    let file = Path::new("submissions/ada/report.json");
    for content in ["one", "two"] {
        folder.replace(file, content.as_bytes()).unwrap();
        assert_eq!(folder.read(file).unwrap(), content.as_bytes());
    }
    let names = folder.list(Path::new("submissions/ada")).unwrap();
    assert_eq!(names.len(), 1);
    assert_eq!(folder.list(Path::new("none")).unwrap(), []);
}

#[test]
fn a_link_is_followed_neither_to_write_nor_to_read() {
    let dir = tempfile::tempdir().unwrap();
    let outside = dir.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("report.json"), "theirs").unwrap();
    let folder = Folder::create(&dir.path().join("out")).unwrap();
    symlink(&outside, folder.path("submissions")).unwrap();
    symlink(outside.join("report.json"), folder.path("run.json")).unwrap();
    let beneath = Path::new("submissions/report.json");
    let error = folder.replace(beneath, b"ours").unwrap_err().to_string();
    assert!(error.contains("is a link"), "{error}");
    assert!(folder.read(beneath).is_err());
    assert!(folder.read(Path::new("run.json")).is_err());
    assert!(folder.lock_file("run.json").is_err());
    // What stands there is replaced, and not what it leads to.
    folder.replace(Path::new("run.json"), b"ours").unwrap();
    assert_eq!(fs::read(outside.join("report.json")).unwrap(), b"theirs");
    let error = folder.clean().unwrap_err().to_string();
    assert!(error.contains("submissions` is a link"), "{error}");
    assert!(Folder::open(&folder.path("submissions")).is_err());
}

#[test]
fn what_is_moved_is_moved_beneath_and_through_no_link() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::create(&dir.path().join("out")).unwrap();
    let (from, to) = (Path::new("new/a.json"), Path::new("old/1/a.json"));
    folder.replace(from, b"one").unwrap();
    folder.rename(from, to).unwrap();
    assert!(folder.has(to).unwrap() && !folder.has(from).unwrap());
    let inside = folder.inside(Path::new("old/1")).unwrap();
    assert_eq!(inside.read(Path::new("a.json")).unwrap(), b"one");
    assert!(folder.rename(from, to).is_err());
    let outside = dir.path().join("outside");
    fs::create_dir(&outside).unwrap();
    symlink(&outside, folder.path("link")).unwrap();
    assert!(folder.rename(to, Path::new("link/a.json")).is_err());
    assert!(folder.inside(Path::new("link")).is_err());
    assert!(folder.has(to).unwrap());
}

#[test]
fn what_was_half_written_is_removed_and_a_path_stays_beneath() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::create(dir.path()).unwrap();
    for name in [".writing-x", "ab.json"] {
        fs::create_dir_all(folder.path("verdicts/ab")).unwrap();
        fs::write(folder.path("verdicts/ab").join(name), "").unwrap();
    }
    folder.clean().unwrap();
    let left = folder.list(Path::new("verdicts/ab")).unwrap();
    assert_eq!(left[0].0, "ab.json");
    assert_eq!(left.len(), 1);
    for name in ["../x", "/x", "", "a/../../x"] {
        assert!(folder.replace(Path::new(name), b"").is_err(), "{name}");
    }
}
