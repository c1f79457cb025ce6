//! The info file on disk, and what lies around it.

use super::after;
use super::check::{Parsed, parse};
use crate::course::{Course, JudgedBy};
use crate::files::read_text;
use anyhow::{Context, bail};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that makes a folder a workbook.
pub const FILE_NAME: &str = "info.toml";

/// Read and check the course in the folder `root`.
///
/// `built_in` is the folder of the copy inside the binary: a course with the
/// same id takes hidden tests and solutions from there where its own folder
/// has none, and every course takes the crates from there.
///
/// # Errors
///
/// When there is no info file, when it is wrong, or when the exercises cannot
/// be read. A single missing exercise is only a warning, since it can be restored.
pub fn load(root: &Path, built_in: Option<&Path>) -> anyhow::Result<Course> {
    let root = std::path::absolute(root)
        .with_context(|| format!("failed to resolve the folder `{}`", root.display()))?;
    let text = read_info_file(&root)?;
    let mut parsed = parse(&text)?;
    let exercises = root.join("exercises");
    fs::read_dir(&exercises).map_err(|error| unreadable_folder(&exercises, &error))?;

    let built_in_id = built_in.and_then(id_of);
    let copy = built_in.filter(|_| parsed.id.is_some() && parsed.id == built_in_id);
    let hidden = own_or_copy(&root, copy, "checker/hidden");
    for exercise in &mut parsed.exercises {
        if hidden.join(&exercise.file).is_file() {
            exercise.judged_by = JudgedBy::HiddenTest;
        }
    }
    let crates = match built_in {
        Some(copy) if !root.join("checker/proof").is_dir() => copy.join("checker"),
        Some(_) | None => root.join("checker"),
    };
    let solutions = own_or_copy(&root, copy, "solutions");
    let mut course = assemble(root, parsed, hidden, solutions, crates);
    after::add(&mut course, copy);
    let missing = missing_files(&course)?;
    course.warnings.extend(missing);
    Ok(course)
}

/// The nearest folder from `start` upwards that has an info file.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start
        .ancestors()
        .find(|folder| folder.join(FILE_NAME).is_file())
        .map(Path::to_path_buf)
}

fn read_info_file(root: &Path) -> anyhow::Result<String> {
    let path = root.join(FILE_NAME);
    let shown = path.display();
    match read_text(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "there is no `{FILE_NAME}` in `{}`; go to a workbook's folder, name one \
             with `--course DIR`, or write one with `workbook init DIR`",
            root.display()
        ),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            bail!("`{shown}` is not UTF-8 text; save it as UTF-8")
        }
        Err(error) => bail!("failed to read `{shown}`: {error}; check the file's permissions"),
    }
}

fn id_of(built_in: &Path) -> Option<String> {
    let text = read_text(&built_in.join(FILE_NAME)).ok()?;
    parse(&text).ok()?.id
}

fn own_or_copy(root: &Path, copy: Option<&Path>, folder: &str) -> PathBuf {
    let own = root.join(folder);
    match copy {
        Some(copy) if !own.is_dir() => copy.join(folder),
        Some(_) | None => own,
    }
}

fn assemble(
    root: PathBuf,
    parsed: Parsed,
    hidden: PathBuf,
    solutions: PathBuf,
    crates: PathBuf,
) -> Course {
    let folder = root.file_name().map(|name| name.to_string_lossy());
    let folder = folder.unwrap_or("course".into()).into_owned();
    let id = parsed.id.unwrap_or(folder);
    Course {
        title: parsed.title.unwrap_or_else(|| id.clone()),
        root,
        id,
        welcome: parsed.welcome,
        farewell: parsed.farewell,
        unsafe_code: parsed.unsafe_code,
        lessons: parsed.lessons,
        exercises: parsed.exercises,
        hidden,
        solutions,
        crates,
        paths: parsed.paths,
        grading: parsed.grading,
        warnings: parsed.warnings,
        scratch: None,
    }
}

/// One warning for all the files that are not there; an error for a folder
/// that is there and cannot be read.
fn missing_files(course: &Course) -> anyhow::Result<Option<String>> {
    let mut missing = Vec::new();
    for exercise in &course.exercises {
        let path = course.exercise_path(exercise);
        match path.try_exists() {
            Ok(true) => {}
            Ok(false) => missing.push(exercise),
            // A link in a circle is one file's trouble: who judges that says so.
            Err(_) if path.symlink_metadata().is_ok() => {}
            Err(error) => {
                let folder = path.parent().unwrap_or(&course.root);
                return Err(unreadable_folder(folder, &error));
            }
        }
    }
    let Some(first) = missing.first() else {
        return Ok(None);
    };
    let shown = course.shown_path(first);
    let others = match missing.len() {
        1 => String::new(),
        2 => " and 1 other exercise".to_owned(),
        count => format!(" and {} other exercises", count - 1),
    };
    Ok(Some(format!(
        "missing: `{}`{others}; `workbook doctor` says how to get it back",
        shown.display(),
    )))
}

fn unreadable_folder(folder: &Path, error: &io::Error) -> anyhow::Error {
    let shown = folder.display();
    if error.kind() == io::ErrorKind::NotFound {
        return anyhow::anyhow!(
            "the folder `{shown}` is missing; restore it from your backup or repository, \
             or write a new workbook with `workbook init DIR`"
        );
    }
    anyhow::anyhow!("failed to read the folder `{shown}`: {error}; check its permissions")
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &str = r#"format_version = 1
course = "concurrency"
[[exercises]]
name = "join"
dir = "03_async"
file = "02_join.rs"
hint = "x"
"#;

    /// A folder with these files; a name that ends in `/` is a folder.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            if name.ends_with('/') {
                fs::create_dir_all(path).unwrap();
                continue;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dir
    }

    const JOIN: (&str, &str) = ("exercises/03_async/02_join.rs", "fn main() {}");

    #[track_caller]
    fn refused(files: &[(&str, &str)], want: &[&str]) {
        let dir = folder(files);
        let error = format!("{:#}", load(dir.path(), None).unwrap_err());
        for part in want {
            assert!(error.contains(part), "no `{part}` in: {error}");
        }
    }

    #[test]
    fn a_folder_without_an_info_file_says_what_to_do() {
        refused(&[], &["no `info.toml`", "--course", "workbook init"]);
    }

    #[test]
    fn a_folder_without_exercises_is_named() {
        refused(&[("info.toml", INFO)], &["exercises` is missing", "init"]);
    }

    #[test]
    fn an_exercises_file_in_place_of_the_folder_is_named() {
        let files = [("info.toml", INFO), ("exercises", "")];
        refused(&files, &["failed to read the folder", "exercises"]);
    }

    #[test]
    fn an_info_file_that_is_not_text_says_so() {
        let dir = folder(&[]);
        fs::write(dir.path().join(FILE_NAME), [0xff, 0xfe]).unwrap();
        let error = load(dir.path(), None).unwrap_err().to_string();
        assert!(error.contains("not UTF-8"), "{error}");
    }

    #[test]
    fn a_missing_exercise_is_a_warning() {
        let dir = folder(&[("info.toml", INFO), ("exercises/03_async/", "")]);
        let course = load(dir.path(), None).unwrap();
        assert!(course.warnings[0].contains("missing: `exercises/03_async/02_join.rs`;"));
    }

    #[test]
    fn a_hidden_test_decides_and_may_come_from_the_copy_in_the_binary() {
        let learner = folder(&[("info.toml", INFO), JOIN]);
        let copy = folder(&[
            ("info.toml", INFO),
            ("checker/hidden/03_async/02_join.rs", ""),
            ("checker/proof/", ""),
            ("solutions/03_async/02_join.rs", ""),
        ]);
        let alone = load(learner.path(), None).unwrap();
        assert_eq!(alone.exercises[0].judged_by, JudgedBy::OwnTests);
        let course = load(learner.path(), Some(copy.path())).unwrap();
        assert_eq!(course.exercises[0].judged_by, JudgedBy::HiddenTest);
        let join = &course.exercises[0];
        assert!(course.hidden_path(join).is_file() && course.solution_path(join).is_file());
        assert_eq!(course.crates, copy.path().join("checker"));
    }

    #[test]
    fn another_course_never_takes_tests_from_the_copy() {
        let learner = folder(&[("info.toml", &INFO.replace("concurrency", "other")), JOIN]);
        let copy = folder(&[
            ("info.toml", INFO),
            ("checker/hidden/03_async/02_join.rs", ""),
        ]);
        let course = load(learner.path(), Some(copy.path())).unwrap();
        assert_eq!(course.exercises[0].judged_by, JudgedBy::OwnTests);
        assert_eq!(course.crates, copy.path().join("checker"));
    }

    #[test]
    fn the_root_is_found_from_below() {
        let dir = folder(&[("info.toml", INFO), JOIN]);
        let below = dir.path().join("exercises/03_async");
        assert_eq!(find_root(&below).as_deref(), Some(dir.path()));
    }

    #[cfg(unix)]
    #[test]
    fn a_lesson_folder_that_may_not_be_entered_is_named() {
        use std::os::unix::fs::PermissionsExt;
        let dir = folder(&[("info.toml", INFO), JOIN]);
        let lesson = dir.path().join("exercises/03_async");
        fs::set_permissions(&lesson, fs::Permissions::from_mode(0o000)).unwrap();
        let outcome = load(dir.path(), None);
        fs::set_permissions(&lesson, fs::Permissions::from_mode(0o755)).unwrap();
        // A privileged user may read everything, and then there is nothing to see.
        if let Err(error) = outcome {
            let error = error.to_string();
            assert!(
                error.contains("03_async") && error.contains("permissions"),
                "{error}"
            );
        }
    }
}
