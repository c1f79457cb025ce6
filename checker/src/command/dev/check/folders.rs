//! Files that no exercise knows: forgotten, misspelt, or copied by accident.

use super::problem::Problem;
use crate::command::{dev::mutants, notes::is_note};
use crate::course::{Course, JudgedBy, is_demonstration};
use crate::info_file::AFTER;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Stray files, and lessons without a text.
pub(super) fn problems(course: &Course) -> Vec<Problem> {
    let mut problems = Vec::new();
    let root = &course.root;
    let files: BTreeSet<_> = course.exercises.iter().map(|e| e.file.clone()).collect();
    let folders: BTreeSet<_> = files.iter().filter_map(|f| f.parent()).collect();

    let mut exercises = files.clone();
    exercises.extend(["Cargo.toml", "lib.rs", "README.md"].map(PathBuf::from));
    for name in ["README.md", AFTER] {
        exercises.extend(folders.iter().map(|folder| folder.join(name)));
    }
    stray(
        course,
        &root.join("exercises"),
        |file| exercises.contains(file) || is_note(file) || is_demonstration(file),
        &mut problems,
    );
    stray(
        course,
        &root.join("solutions"),
        |file| files.contains(file) || file == Path::new("README.md"),
        &mut problems,
    );
    stray(
        course,
        &root.join("checker/hidden"),
        |file| files.contains(file),
        &mut problems,
    );
    let is_answer = |file: &Path| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let of = file
            .parent()
            .map(|folder| folder.with_added_extension("rs"));
        let is_answer =
            name.ends_with(".rs") && (name.starts_with("right_") || name.starts_with("wrong_"));
        (is_answer || name == mutants::EQUIVALENTS)
            && of.is_some_and(|exercise| files.contains(&exercise))
    };
    stray(
        course,
        &root.join("checker/answers"),
        is_answer,
        &mut problems,
    );
    problems.extend(missing_texts(course));
    problems
}

fn stray(
    course: &Course,
    folder: &Path,
    is_known: impl Fn(&Path) -> bool,
    problems: &mut Vec<Problem>,
) {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found.sort();
    for path in found {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        if !is_known(relative) {
            problems.push(Problem::new(
                course,
                &path,
                "no exercise in info.toml knows this file",
                "Remove it, correct its name, or add the exercise to info.toml.",
            ));
        }
    }
}

/// Every file below; a folder that does not exist has none.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            found.push(path);
        }
    }
}

/// A lesson with hidden tests is ours, and ours have a text.
fn missing_texts(course: &Course) -> impl Iterator<Item = Problem> {
    let has_proofs = |index: usize| {
        let mut exercises = course.exercises.iter();
        exercises.any(|e| e.lesson == index && e.judged_by == JudgedBy::HiddenTest)
    };
    let lessons = course.lessons.iter().enumerate();
    let ours = lessons.filter(move |(index, _)| has_proofs(*index));
    let readmes = ours.map(|(_, lesson)| course.lesson_readme(lesson));
    let missing = readmes.filter(|readme| !readme.is_file());
    missing.map(|readme| {
        let advice = "Write it: the idea, a picture, when to use it and when not.";
        Problem::new(course, &readme, "the lesson has no text", advice)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[track_caller]
    fn check(files: &[&str], want: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        for file in files {
            sample::write(dir.path(), file, "");
        }
        let problems = problems(&course);
        let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(text.len(), want.len(), "{text:?}");
        for (text, want) in text.iter().zip(want) {
            let want = format!("{want}: no exercise in info.toml knows this file");
            assert!(text.starts_with(&want), "{text}");
        }
    }

    #[test]
    fn what_belongs_there_is_not_stray() {
        check(
            &[
                "exercises/README.md",
                "exercises/03_async/.02_join.rs.swp",
                "exercises/03_async/demo.rs",
                "exercises/03_async/notes/turns.md",
                "exercises/03_async/notes/examples/turns.rs",
                "solutions/README.md",
            ],
            &[],
        );
    }

    #[test]
    fn what_nobody_knows_is_stray() {
        let stray = [
            "exercises/03_async/01_join copy.rs",
            "exercises/03_async/deep/er/a.rs",
            "exercises/03_async/notes/turns.rs.orig",
            "exercises/demo.rs",
            "exercises/notes.txt",
            "solutions/03_async/01_joni.rs",
            "checker/hidden/03_async/03_gone.rs",
            "checker/answers/03_async/01_join/serial.rs",
            "checker/answers/03_async/03_gone/wrong_a.rs",
        ];
        check(&stray, &stray);
    }

    #[test]
    fn a_lesson_without_a_text_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        fs::remove_file(dir.path().join("exercises/03_async/README.md")).unwrap();
        let problems = problems(&course);
        assert!(
            problems[0]
                .to_string()
                .contains("README.md: the lesson has no text")
        );
    }
}
