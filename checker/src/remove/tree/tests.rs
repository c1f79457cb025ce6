//! Trees that an answer could leave, and worse.

use super::*;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

/// Folders this deep bring down whoever removes one inside of the other, and
/// their path is longer than any that the system takes.
const DEEP: usize = 20_000;

/// In memory where that can be had: some disks need milliseconds for a folder.
fn folder() -> tempfile::TempDir {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    in_memory.or_else(|_| tempfile::tempdir()).unwrap()
}

#[track_caller]
fn is_removed(fill: impl FnOnce(&Path)) {
    let place = folder();
    let path = place.path().join("tree");
    fs::create_dir(&path).unwrap();
    fill(&path);
    assert!(remove(&path, Budget::ENDLESS));
    assert!(!path.exists());
}

/// Pushed down from above, as there is no path to go down by.
fn deep(folder: &Path, depth: usize) {
    let [all, next] = ["all", "next"].map(|name| folder.join(name));
    fs::create_dir(&all).unwrap();
    for _ in 0..depth {
        fs::create_dir(&next).unwrap();
        fs::rename(&all, next.join("x")).unwrap();
        fs::rename(&next, &all).unwrap();
    }
}

#[test]
fn depth_costs_neither_stack_nor_paths() {
    is_removed(|tree| deep(tree, DEEP));
    is_removed(|tree| {
        for branch in 0..20 {
            let branch = tree.join(branch.to_string());
            fs::create_dir(&branch).unwrap();
            deep(&branch, 50);
        }
    });
}

#[test]
fn neither_do_many_files_and_folders_with_long_names() {
    is_removed(|tree| {
        for number in 0..5_000 {
            File::create(tree.join(format!("{number:0>255}"))).unwrap();
        }
        for number in 0..2_000 {
            fs::create_dir_all(tree.join(format!("{number:x}-of-workbook/0-of-workbook"))).unwrap();
        }
    });
}

#[test]
fn whatever_lies_in_a_folder_goes_and_nothing_that_it_leads_to() {
    let outside = folder();
    let kept = outside.path().join("kept");
    fs::write(&kept, "kept").unwrap();
    is_removed(|tree| {
        symlink(outside.path(), tree.join("folder")).unwrap();
        symlink(&kept, tree.join("file")).unwrap();
        symlink("loop", tree.join("loop")).unwrap();
        fs::create_dir(tree.join("inner")).unwrap();
        symlink("..", tree.join("inner/up")).unwrap();
        fs::hard_link(&kept, tree.join("inner/hard")).unwrap();
        UnixListener::bind(tree.join("inner/socket")).unwrap();
        let pipe = tree.join("inner/pipe");
        rustix::fs::mknodat(CWD, &pipe, FileType::Fifo, Mode::RWXU, 0).unwrap();
        let sparse = File::create(tree.join("sparse")).unwrap();
        sparse.set_len(1 << 40).unwrap();
    });
    assert_eq!(fs::read_to_string(kept).unwrap(), "kept");
}

#[test]
fn a_folder_without_rights_is_given_them() {
    is_removed(|tree| {
        let inner = tree.join("a/b/c");
        fs::create_dir_all(&inner).unwrap();
        fs::write(inner.join("file"), "").unwrap();
        for folder in [&inner, &tree.join("a/b"), &tree.join("a"), tree] {
            fs::set_permissions(folder, Permissions::from_mode(0o000)).unwrap();
        }
    });
}

#[test]
fn a_link_in_the_place_of_the_folder_is_removed_itself() {
    let place = tempfile::tempdir().unwrap();
    let (kept, path) = (place.path().join("kept"), place.path().join("tree"));
    fs::create_dir(&kept).unwrap();
    symlink(&kept, &path).unwrap();
    assert!(remove(&path, Budget::ENDLESS));
    assert!(kept.is_dir() && path.symlink_metadata().is_err());
    assert!(remove(&path, Budget::ENDLESS), "it is gone already");
}

#[test]
fn a_budget_ends_the_work_and_the_next_goes_on_with_it() {
    let place = folder();
    let path = place.path().join("tree");
    fs::create_dir(&path).unwrap();
    deep(&path, 300);
    let budget = Budget {
        entries: 100,
        until: None,
    };
    let goes = (1..).find(|_| remove(&path, budget)).unwrap();
    assert!(goes > 2, "{goes}");
    let none = Budget {
        until: Some(Instant::now()),
        ..Budget::ENDLESS
    };
    fs::create_dir_all(path.join("a")).unwrap();
    assert!(!remove(&path, none));
}

#[test]
fn others_may_fill_and_move_it_meanwhile() {
    let place = folder();
    let path = place.path().join("tree");
    fs::create_dir(&path).unwrap();
    deep(&path, 2_000);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..500 {
                // Some of it fails, as it goes away beneath it.
                let _ = fs::create_dir_all(path.join(format!("all/{number}/more")));
                let _ = fs::rename(path.join("all"), path.join("moved"));
                let _ = fs::rename(path.join("moved"), path.join("all"));
            }
        });
        while !remove(&path, Budget::ENDLESS) {}
    });
    assert!(remove(&path, Budget::ENDLESS));
    assert!(!path.exists());
}
