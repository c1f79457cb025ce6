//! Whether it was git that changed a file. Everything that git does to files it
//! does with its index locked, and writes the index afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What git has to do with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Git {
    /// Nothing that can be seen, or there is no repository.
    Uninvolved,
    /// It is at work.
    Busy,
    /// It wrote down what it did after the file had changed.
    Wrote,
}

/// Whoever crashed with the lock in hands must not keep us waiting.
const ABANDONED: Duration = Duration::from_secs(60);

/// What the repository around `file` says.
pub(super) fn look(file: &Path) -> Git {
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let Some(git) = real.ancestors().skip(1).find_map(git_folder) else {
        return Git::Uninvolved;
    };
    if modified(&git.join("index.lock")).is_some_and(is_recent) {
        return Git::Busy;
    }
    match (modified(&git.join("index")), modified(&real)) {
        (Some(index), Some(file)) if index >= file => Git::Wrote,
        (Some(_) | None, _) => Git::Uninvolved,
    }
}

/// A linked working tree has a file there that names the folder.
fn git_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(&git).ok()?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(folder.join(named))
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

fn is_recent(time: SystemTime) -> bool {
    // One from the future is as recent as can be.
    time.elapsed().map_or(true, |age| age < ABANDONED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    /// A file in a folder of a repository whose index is this much older.
    fn repository(older: Duration) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let (git, file) = (dir.path().join(".git"), dir.path().join("a/b.rs"));
        fs::create_dir(&git).unwrap();
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(&file, "fn main() {}").unwrap();
        let time = modified(&file).unwrap() - older;
        let index = File::create(git.join("index")).unwrap();
        index.set_modified(time).unwrap();
        (dir, file)
    }

    #[test]
    fn a_file_that_is_newer_than_the_index_was_saved_by_somebody_else() {
        let (_dir, file) = repository(Duration::from_millis(1));
        assert_eq!(look(&file), Git::Uninvolved);
    }

    #[test]
    fn an_index_that_is_as_new_as_the_file_was_written_with_it() {
        let (_dir, file) = repository(Duration::ZERO);
        assert_eq!(look(&file), Git::Wrote);
    }

    #[test]
    fn a_lock_means_work_unless_it_was_abandoned() {
        let (dir, file) = repository(Duration::from_secs(1));
        let lock = File::create(dir.path().join(".git/index.lock")).unwrap();
        assert_eq!(look(&file), Git::Busy);
        let old = SystemTime::now() - Duration::from_secs(3600);
        lock.set_modified(old).unwrap();
        assert_eq!(look(&file), Git::Uninvolved);
    }

    #[test]
    fn a_linked_working_tree_is_a_repository_too() {
        let (main, _) = repository(Duration::ZERO);
        let tree = tempfile::tempdir().unwrap();
        let file = tree.path().join("b.rs");
        fs::write(&file, "").unwrap();
        assert_eq!(look(&file), Git::Uninvolved, "no repository");
        let named = format!("gitdir: {}\n", main.path().join(".git").display());
        fs::write(tree.path().join(".git"), named).unwrap();
        File::create(main.path().join(".git/index.lock")).unwrap();
        assert_eq!(look(&file), Git::Busy);
    }
}
