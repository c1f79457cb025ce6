//! Real links, pipes, devices and files.

use super::*;
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::Command;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("exercises")).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn take(&self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        Tree::open(self.0.path()).unwrap().take(Path::new(name))
    }
}

#[track_caller]
fn refuses(folder: &Folder, name: &str, words: &str) {
    let refused = folder.take(name).unwrap_err();
    assert!(matches!(refused, Refused::Bad(_)), "{refused:?}");
    assert!(refused.why().contains(words), "{refused:?}");
}

#[track_caller]
fn refuses_bytes(bytes: &[u8], words: &str) {
    let folder = Folder::new();
    fs::write(folder.path("a.rs"), bytes).unwrap();
    refuses(&folder, "a.rs", words);
}

#[test]
fn a_file_is_taken_whole_and_what_is_not_there_is_nothing() {
    let folder = Folder::new();
    let text = "fn main() {} // é\r\n";
    fs::write(folder.path("exercises/a.rs"), text).unwrap();
    let taken = folder.take("exercises/a.rs");
    assert_eq!(taken, Ok(Some(text.as_bytes().to_vec())));
    // A file that has the name of a folder is in nobody's way.
    for name in ["b.rs", "no/a.rs", "exercises/a.rs/a.rs"] {
        assert_eq!(folder.take(name), Ok(None), "{name}");
    }
}

#[test]
fn links_are_not_followed_wherever_they_stand() {
    let folder = Folder::new();
    fs::write(folder.path("real.rs"), "fn main() {}").unwrap();
    symlink("/etc/passwd", folder.path("a.rs")).unwrap();
    symlink("real.rs", folder.path("b.rs")).unwrap();
    symlink("/no/such/file", folder.path("c.rs")).unwrap();
    symlink("/etc", folder.path("etc")).unwrap();
    for name in ["a.rs", "b.rs", "c.rs"] {
        refuses(&folder, name, "symbolic link");
    }
    refuses(&folder, "etc/passwd", "link");
    // Who follows it, chooses to.
    symlink(folder.0.path(), folder.path("again")).unwrap();
    assert!(Tree::open(&folder.path("again")).is_err());
    assert!(Tree::open(&folder.path("again").join(".")).is_ok());
}

#[test]
fn what_is_no_regular_file_is_refused_without_waiting_for_it() {
    let folder = Folder::new();
    let made = Command::new("mkfifo").arg(folder.path("pipe.rs")).status();
    assert!(made.unwrap().success());
    let _socket = UnixListener::bind(folder.path("socket.rs")).unwrap();
    fs::create_dir(folder.path("folder.rs")).unwrap();
    refuses(&folder, "pipe.rs", "no regular file");
    refuses(&folder, "socket.rs", "no regular file");
    refuses(&folder, "folder.rs", "no regular file");
    refuses(&folder, "folder.rs/../pipe.rs", "leaves the folder");
}

#[test]
fn a_device_is_refused_and_not_read() {
    let dev = Tree::open(Path::new("/dev")).unwrap();
    let refused = dev.take(Path::new("zero")).unwrap_err();
    assert!(refused.why().contains("no regular file"), "{refused:?}");
}

#[test]
fn a_path_that_leaves_the_folder_is_refused() {
    let folder = Folder::new();
    for name in ["../a.rs", "/etc/passwd", "exercises/../../a.rs"] {
        refuses(&folder, name, "leaves the folder");
    }
    refuses(&folder, "", "names no file");
    refuses(&folder, &"x".repeat(300), "too long");
}

#[test]
fn what_people_and_compilers_read_differently_is_refused() {
    refuses_bytes(b"fn main() { \xff }", "UTF-8");
    refuses_bytes(b"\xff\xfef\0n\0", "UTF-16");
    refuses_bytes(b"fn main() {}\0", "zero byte");
    refuses_bytes("// \u{202e} }".as_bytes(), "direction");
    refuses_bytes("// \u{2066} }".as_bytes(), "direction");
    refuses_bytes(&vec![b' '; LONGEST + 1], "256 KiB");
    let folder = Folder::new();
    fs::write(folder.path("a.rs"), vec![b' '; LONGEST]).unwrap();
    assert!(folder.take("a.rs").unwrap().is_some());
}

#[test]
fn a_file_without_an_end_in_sight_is_read_to_the_bound_only() {
    let folder = Folder::new();
    let file = fs::File::create(folder.path("a.rs")).unwrap();
    file.set_len(1 << 40).unwrap();
    refuses(&folder, "a.rs", "256 KiB");
}

#[test]
fn a_file_that_may_not_be_read_says_nothing_about_anybody() {
    let folder = Folder::new();
    fs::write(folder.path("a.rs"), "").unwrap();
    fs::set_permissions(folder.path("a.rs"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(folder.path("a.rs")).is_ok() {
        // Root may read everything.
        return;
    }
    let refused = folder.take("a.rs").unwrap_err();
    assert!(matches!(refused, Refused::Unreadable(_)), "{refused:?}");
}

#[test]
fn a_second_name_of_somebody_elses_private_file_is_not_read() {
    if !rustix::process::geteuid().is_root() {
        // Nobody else's files can be made here.
        return;
    }
    let folder = Folder::new();
    let private = folder.path("private");
    let answer = folder.path("exercises/a.rs");
    fs::write(&private, "secret").unwrap();
    fs::hard_link(&private, &answer).unwrap();
    let check = |mode: u32, owner: u32, folders_mode: u32, want: bool| {
        fs::set_permissions(&private, fs::Permissions::from_mode(mode)).unwrap();
        let folders = folder.path("exercises");
        fs::set_permissions(&folders, fs::Permissions::from_mode(folders_mode)).unwrap();
        chown(&folders, Some(owner), None).unwrap();
        let taken = folder.take("exercises/a.rs");
        assert_eq!(
            taken.is_ok(),
            want,
            "{mode:o} {owner} {folders_mode:o}: {taken:?}"
        );
    };
    // Root's file in the folder of a student.
    check(0o600, 1234, 0o755, false);
    check(0o640, 1234, 0o755, false);
    // One that everybody may read, as links for backups and clones mostly are.
    check(0o644, 1234, 0o755, true);
    // All of it belongs to one user.
    check(0o600, 0, 0o755, true);
    // Others could have put it there.
    check(0o600, 0, 0o777, false);
    fs::remove_file(&private).unwrap();
    fs::write(&private, "").unwrap();
    check(0o600, 1234, 0o755, true);
}

#[test]
fn a_folder_that_is_not_there_is_the_machines_trouble() {
    let refused = Tree::open(Path::new("/no/such/folder")).unwrap_err();
    assert!(matches!(refused, Refused::Unreadable(_)), "{refused:?}");
}
