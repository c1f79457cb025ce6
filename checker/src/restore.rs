//! Puts an exercise back: as it was shipped, or as it was before the last reset.
//! What it replaces is kept first, so nothing that a learner wrote is ever lost.

mod missing;

pub use missing::{ensure_readable, way_back};

use crate::assets;
use crate::course::{Course, Exercise};
use crate::files::{self, write_whole};
use crate::info_file;
use crate::process::{self, Cancel, How, Limits};
use crate::progress::{keep, newest_other};
use anyhow::{Context, bail};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// An exercise is a small file, and git has it at hand.
const GIT: Limits = Limits {
    deadline: Duration::from_secs(30),
    kept: 4 << 20,
    flood: 8 << 20,
};

/// What was done to a learner's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// It already was what was asked for.
    Unchanged,
    /// It was replaced; `None` where there was no file to keep.
    Replaced {
        /// Where the content from before is now.
        backup: Option<PathBuf>,
    },
}

/// Put the exercise back as it was shipped.
///
/// # Errors
///
/// When nobody knows how it was shipped, or a file cannot be written.
pub fn reset(course: &Course, exercise: &Exercise) -> anyhow::Result<Restored> {
    let shipped = as_shipped(course, exercise)?;
    replace(course, exercise, &shipped)
}

/// Take back the file from before the last reset or undo. Doing it twice takes
/// the undo back.
///
/// # Errors
///
/// When there is nothing to take back, or a file cannot be written.
pub fn undo(course: &Course, exercise: &Exercise) -> anyhow::Result<Restored> {
    let current = files::read(&course.exercise_path(exercise)).unwrap_or_default();
    let Some(backup) = newest_other(course, exercise, &current) else {
        bail!(
            "there is no backup of `{}` to take back; one is made by `workbook reset`",
            exercise.name
        );
    };
    let content = files::read(&backup)
        .with_context(|| format!("failed to read the backup `{}`", backup.display()))?;
    replace(course, exercise, &content)
}

/// The exercise as it was shipped: from this program, else from git.
///
/// # Errors
///
/// When it is in neither.
pub fn as_shipped(course: &Course, exercise: &Exercise) -> anyhow::Result<Vec<u8>> {
    if is_built_in(course)
        && let Some(shipped) = assets::shipped(&exercise.file)
    {
        return Ok(shipped.to_vec());
    }
    from_git(course, exercise).with_context(|| {
        format!(
            "nobody knows how `{}` was shipped: it is not in this program, and git has no \
             committed copy of it in `{}`; take it from where the course came from",
            course.shown_path(exercise).display(),
            course.root.display()
        )
    })
}

/// Whether this is the course inside the program.
#[must_use]
pub fn is_built_in(course: &Course) -> bool {
    let text = assets::get("info.toml").and_then(|text| std::str::from_utf8(text).ok());
    let id = text.and_then(|text| info_file::parse(text).ok()?.id);
    id.is_some_and(|id| id == course.id)
}

fn replace(course: &Course, exercise: &Exercise, content: &[u8]) -> anyhow::Result<Restored> {
    let file = course.exercise_path(exercise);
    if files::read(&file).is_ok_and(|current| current == content) {
        return Ok(Restored::Unchanged);
    }
    let backup = keep(course, exercise)?;
    write_whole(&file, content)?;
    Ok(Restored::Replaced { backup })
}

fn from_git(course: &Course, exercise: &Exercise) -> anyhow::Result<Vec<u8>> {
    let names: Vec<_> = exercise
        .file
        .iter()
        .map(|name| name.to_string_lossy())
        .collect();
    let object = format!("HEAD:./exercises/{}", names.join("/"));
    let mut git = Command::new("git");
    git.arg("-C").arg(&course.root).args(["show", &object]);
    git.stdin(Stdio::null());
    // Through `process`, since a child that it does not know is swept away
    // when a test ends meanwhile.
    let ended = process::start(git, GIT, &Cancel::default())?.wait()?;
    let succeeded = How::Exited {
        code: Some(0),
        signal: None,
    };
    if ended.how != succeeded || ended.stdout.cut {
        bail!("git said: {}", ended.stderr.text().trim());
    }
    Ok(ended.stdout.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    const SHIPPED: &str = "// TODO: join them\n";

    /// A course of the community with one exercise.
    pub(super) fn course(root: &Path) -> Course {
        let info = "format_version = 1\n[[exercises]]\nname = \"join\"\nhint = \"\"\n";
        fs::write(root.join("info.toml"), info).unwrap();
        fs::create_dir(root.join("exercises")).unwrap();
        fs::write(root.join("exercises/join.rs"), SHIPPED).unwrap();
        info_file::load(root, None).unwrap()
    }

    fn git(root: &Path, arguments: &[&str]) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
        let mut git = Command::new("git");
        git.arg("-C").arg(root).args(identity).args(arguments);
        git.stdin(Stdio::null());
        let ended = process::start(git, GIT, &Cancel::default()).unwrap().wait();
        let how = ended.unwrap().how;
        let exited = How::Exited {
            code: Some(0),
            signal: None,
        };
        assert_eq!(how, exited);
    }

    pub(super) fn commit_all(root: &Path) {
        git(root, &["init", "-q"]);
        git(root, &["add", "."]);
        git(root, &["commit", "-qm", "as shipped"]);
    }

    fn read(course: &Course) -> String {
        fs::read_to_string(course.exercise_path(&course.exercises[0])).unwrap()
    }

    fn write(course: &Course, text: &str) {
        fs::write(course.exercise_path(&course.exercises[0]), text).unwrap();
    }

    #[test]
    fn a_reset_keeps_the_answer_and_undo_takes_it_back_and_forth() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        let join = &course.exercises[0];
        commit_all(dir.path());
        write(&course, "my answer");

        let Restored::Replaced {
            backup: Some(backup),
        } = reset(&course, join).unwrap()
        else {
            panic!("nothing was kept")
        };
        assert_eq!(read(&course), SHIPPED);
        assert_eq!(fs::read_to_string(&backup).unwrap(), "my answer");
        assert_eq!(crate::progress::latest(&course, join), Some(backup));
        for want in ["my answer", SHIPPED, "my answer"] {
            undo(&course, join).unwrap();
            assert_eq!(read(&course), want);
        }
    }

    #[test]
    fn a_reset_of_what_is_as_shipped_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        commit_all(dir.path());
        let outcome = reset(&course, &course.exercises[0]).unwrap();
        assert_eq!(outcome, Restored::Unchanged);
        assert!(!course.state_dir().exists());
    }

    #[test]
    fn a_deleted_exercise_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        commit_all(dir.path());
        fs::remove_dir_all(dir.path().join("exercises")).unwrap();
        let outcome = reset(&course, &course.exercises[0]).unwrap();
        assert_eq!(outcome, Restored::Replaced { backup: None });
        assert_eq!(read(&course), SHIPPED);
    }

    #[test]
    fn without_git_a_foreign_course_says_where_to_look() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        write(&course, "my answer");
        let error = format!("{:#}", reset(&course, &course.exercises[0]).unwrap_err());
        assert!(
            error.contains("exercises") && error.contains("git"),
            "{error}"
        );
        assert_eq!(read(&course), "my answer");
    }

    #[test]
    fn an_undo_without_a_backup_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        let error = undo(&course, &course.exercises[0]).unwrap_err().to_string();
        assert!(error.contains("no backup of `join`"), "{error}");
    }

    #[test]
    fn where_the_answer_cannot_be_kept_it_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        commit_all(dir.path());
        write(&course, "my answer");
        fs::write(course.state_dir(), "a file in the folder's place").unwrap();
        let error = reset(&course, &course.exercises[0])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("failed to write") && error.contains("1.rs"),
            "{error}"
        );
        assert_eq!(read(&course), "my answer");
    }
}
