//! A file that is not there, and the ways in which it can come back.

use super::as_shipped;
use crate::course::{Course, Exercise};
use crate::files::open_regular;
use crate::progress::newest_other;
use anyhow::bail;
use std::io;

/// Make sure that the learner's file can be read.
///
/// # Errors
///
/// Names the file and says how to get it back.
pub fn ensure_readable(course: &Course, exercise: &Exercise) -> anyhow::Result<()> {
    let shown = course.shown_path(exercise);
    let shown = shown.display();
    match open_regular(&course.exercise_path(exercise)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "the file of exercise `{}` is missing: `{shown}`; {}",
            exercise.name,
            way_back(course, exercise)
        ),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => bail!(
            "`{shown}` cannot be judged: {error}; move it away, and then: {}",
            way_back(course, exercise)
        ),
        Err(error) => bail!("failed to read `{shown}`: {error}; check the file's permissions"),
    }
}

/// How to get back a file that is missing: of the ways, those that there are.
#[must_use]
pub fn way_back(course: &Course, exercise: &Exercise) -> String {
    let name = &exercise.name;
    if course.scratch.is_some() {
        return format!("`workbook review {name}` lays it out again as shipped");
    }
    let undo = newest_other(course, exercise, &[]).is_some();
    let reset = as_shipped(course, exercise).is_ok();
    let undo = undo.then(|| format!("`workbook undo {name}` takes back your last backup"));
    let reset = match reset {
        true => format!("`workbook reset {name}` restores it as shipped"),
        false => format!(
            "take it from where the course came from; `workbook reset {name}` cannot, since \
             nobody here knows how it was shipped"
        ),
    };
    let ways: Vec<String> = undo.into_iter().chain([reset]).collect();
    ways.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::restore::tests::{commit_all, course};
    use std::fs;

    #[track_caller]
    fn advises(course: &Course, undo: bool, reset: bool) {
        let said = ensure_readable(course, &course.exercises[0]).unwrap_err();
        let said = said.to_string();
        assert_eq!(said.contains("`workbook undo join`"), undo, "{said}");
        assert_eq!(said.contains("reset join` restores"), reset, "{said}");
        let elsewhere = said.contains("take it from where the course came from");
        assert_eq!(elsewhere, !reset, "{said}");
    }

    #[test]
    fn only_what_can_be_done_is_advised() {
        let dir = tempfile::tempdir().unwrap();
        let course = course(dir.path());
        let join = &course.exercises[0];
        let file = course.exercise_path(join);
        fs::remove_file(&file).unwrap();
        advises(&course, false, false);
        fs::write(&file, "mine").unwrap();
        crate::progress::keep(&course, join).unwrap();
        fs::remove_file(&file).unwrap();
        advises(&course, true, false);
        fs::write(&file, "shipped").unwrap();
        commit_all(dir.path());
        fs::remove_file(&file).unwrap();
        advises(&course, true, true);
        fs::remove_dir_all(course.state_dir()).unwrap();
        advises(&course, false, true);
    }
}
