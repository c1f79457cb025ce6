//! Where a path leads: every link on the way, and what is at its end. A change
//! at any of these places is a change of the file.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// Systems follow as many; more are a circle.
const MOST: usize = 40;

/// The links on the way from `root`, which is followed itself, to `inside` it,
/// and at last the file, which need not be there.
pub(super) fn way(root: &Path, inside: &Path) -> Vec<PathBuf> {
    let mut way = Vec::new();
    let mut real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut ahead = parts(inside);
    while let Some(part) = ahead.pop() {
        if part == ".." {
            real.pop();
            continue;
        }
        // An absolute target begins with the root, which replaces all of it.
        let next = real.join(part);
        match next.read_link() {
            Ok(target) if way.len() < MOST => {
                ahead.extend(parts(&target));
                way.push(next);
            }
            Ok(_) => break,
            Err(_) => real = next,
        }
    }
    way.push(real);
    way
}

/// The parts of a path, the first one last.
fn parts(path: &Path) -> Vec<OsString> {
    let parts = path.components().rev();
    let parts = parts.filter(|part| *part != Component::CurDir);
    parts.map(|part| part.as_os_str().to_owned()).collect()
}

/// The folder in which something at `path` appears: the nearest that is there.
pub(super) fn folder_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|folder| folder.is_dir())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    /// A folder with `course` and `away` in it, by its real name.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("course/exercises")).unwrap();
        fs::create_dir(root.join("away")).unwrap();
        (dir, root)
    }

    #[track_caller]
    fn leads(root: &Path, along: &[&str]) {
        let way = way(&root.join("course"), Path::new("exercises/a.rs"));
        let along: Vec<_> = along.iter().map(|name| root.join(name)).collect();
        assert_eq!(way, along);
    }

    #[test]
    fn a_file_or_none_is_its_own_end() {
        let (_dir, root) = folder();
        leads(&root, &["course/exercises/a.rs"]);
    }

    #[test]
    fn links_of_links_are_all_on_the_way() {
        let (_dir, root) = folder();
        symlink("../b", root.join("course/exercises/a.rs")).unwrap();
        symlink(root.join("away/c.rs"), root.join("course/b")).unwrap();
        let along = ["course/exercises/a.rs", "course/b", "away/c.rs"];
        leads(&root, &along);
        assert_eq!(
            folder_of(&root.join("away/c.rs")),
            Some(&*root.join("away"))
        );
    }

    #[test]
    fn linked_folders_are_on_the_way() {
        let (_dir, root) = folder();
        fs::remove_dir(root.join("course/exercises")).unwrap();
        symlink("../away/./deep", root.join("course/exercises")).unwrap();
        leads(&root, &["course/exercises", "away/deep/a.rs"]);
        let missing = root.join("away/deep/a.rs");
        assert_eq!(folder_of(&missing), Some(&*root.join("away")));
    }

    #[test]
    fn a_circle_comes_to_an_end() {
        let (_dir, root) = folder();
        symlink("a.rs", root.join("course/exercises/a.rs")).unwrap();
        let way = way(&root.join("course"), Path::new("exercises/a.rs"));
        assert_eq!(way.len(), MOST + 1);
    }
}
