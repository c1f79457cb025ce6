//! Real links, pipes, devices and files.

use super::*;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
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

    fn take(&self, names: &[&str]) -> Result<Option<Taken>, Refused> {
        let candidates: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        take(self.0.path(), &candidates).unwrap()
    }
}

#[track_caller]
fn refuses(folder: &Folder, name: &str, words: &str) {
    let refused = folder.take(&[name]).unwrap_err();
    assert_eq!(refused.path, Path::new(name));
    assert!(refused.to_string().contains(words), "{refused}");
}

#[track_caller]
fn refuses_bytes(bytes: &[u8], words: &str) {
    let folder = Folder::new();
    fs::write(folder.path("a.rs"), bytes).unwrap();
    refuses(&folder, "a.rs", words);
}

#[test]
fn the_first_candidate_that_is_there_is_taken_whole() {
    let folder = Folder::new();
    let text = "fn main() {} // é\n";
    fs::write(folder.path("exercises/a.rs"), text).unwrap();
    fs::write(folder.path("a.rs"), "other").unwrap();
    let taken = folder.take(&["b.rs", "no/a.rs", "exercises/a.rs", "a.rs"]);
    let path = PathBuf::from("exercises/a.rs");
    let bytes = text.as_bytes().to_vec();
    assert_eq!(taken, Ok(Some(Taken { path, bytes })));
    assert_eq!(folder.take(&["b.rs", "no/a.rs"]), Ok(None));
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
    // The folder itself is the teacher's choice.
    symlink(folder.0.path(), folder.path("again")).unwrap();
    let candidates = [PathBuf::from("real.rs")];
    assert!(
        take(&folder.path("again"), &candidates)
            .unwrap()
            .unwrap()
            .is_some()
    );
}

#[test]
fn what_is_no_regular_file_is_refused_without_waiting_for_it() {
    let folder = Folder::new();
    let made = Command::new("mkfifo").arg(folder.path("pipe.rs")).status();
    assert!(made.unwrap().success());
    let _socket = UnixListener::bind(folder.path("socket.rs")).unwrap();
    fs::create_dir(folder.path("folder.rs")).unwrap();
    refuses(&folder, "pipe.rs", "no regular file");
    refuses(&folder, "socket.rs", "no file");
    refuses(&folder, "folder.rs", "no regular file");
    refuses(&folder, "folder.rs/../pipe.rs", "leaves the folder");
}

#[test]
fn a_device_is_refused_and_not_read() {
    let name = [PathBuf::from("zero")];
    let refused = take(Path::new("/dev"), &name).unwrap().unwrap_err();
    assert!(refused.why.contains("no regular file"), "{refused}");
}

#[test]
fn a_path_that_leaves_the_folder_is_refused() {
    let folder = Folder::new();
    for name in ["../a.rs", "/etc/passwd", "exercises/../../a.rs"] {
        refuses(&folder, name, "leaves the folder");
    }
    refuses(&folder, "", "names no file");
    fs::write(folder.path("file"), "").unwrap();
    refuses(&folder, "file/a.rs", "a link or none");
    refuses(&folder, &"x".repeat(300), "too long");
}

#[test]
fn what_people_and_compilers_read_differently_is_refused() {
    refuses_bytes(b"fn main() { \xff }", "UTF-8");
    refuses_bytes(b"fn main() {}\0", "zero byte");
    refuses_bytes("// \u{202e} }".as_bytes(), "direction");
    refuses_bytes("// \u{2066} }".as_bytes(), "direction");
    refuses_bytes(&vec![b' '; LONGEST + 1], "256 KiB");
    let folder = Folder::new();
    fs::write(folder.path("a.rs"), vec![b' '; LONGEST]).unwrap();
    assert!(folder.take(&["a.rs"]).unwrap().is_some());
}

#[test]
fn a_file_without_an_end_in_sight_is_read_to_the_bound_only() {
    let folder = Folder::new();
    let file = fs::File::create(folder.path("a.rs")).unwrap();
    file.set_len(1 << 40).unwrap();
    refuses(&folder, "a.rs", "256 KiB");
}

#[test]
fn a_file_that_may_not_be_read_is_refused() {
    let folder = Folder::new();
    fs::write(folder.path("a.rs"), "").unwrap();
    fs::set_permissions(folder.path("a.rs"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(folder.path("a.rs")).is_ok() {
        // Root may read everything.
        return;
    }
    refuses(&folder, "a.rs", "may not be read");
}

#[test]
fn a_folder_that_is_not_there_is_the_machines_trouble() {
    assert!(take(Path::new("/no/such/folder"), &[]).is_err());
}
