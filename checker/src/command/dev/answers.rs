//! Which files are judged for an exercise, and what must come of each.

use super::trial::{Expect, Misfiled, Trial};
use crate::course::{Course, Exercise};
use report::Kind;
use std::fs;
use std::path::{Path, PathBuf};

/// The trials of one exercise, and the answers that are none.
pub(super) fn trials(course: &Course, index: usize) -> (Vec<Trial>, Vec<Misfiled>) {
    let exercise = &course.exercises[index];
    let (mut trials, mut misfiled) = (Vec::new(), Vec::new());
    let mut add = |file: PathBuf, expect| {
        trials.push(Trial {
            exercise: index,
            file,
            expect,
        });
    };
    let shipped = course.exercise_path(exercise);
    if shipped.is_file() && !exercise.skip_check_unsolved {
        add(shipped, Expect::AnyRefusal);
    }
    let solution = course.solution_path(exercise);
    if solution.is_file() {
        add(solution, Expect::CleanPass);
    }
    for file in answers(course, exercise) {
        if starts_with(&file, "right_") {
            add(file, Expect::Pass);
        } else if starts_with(&file, "wrong_") {
            match filed_with(&file) {
                Ok(kind) => add(file, Expect::Refusal(kind)),
                Err(what) => misfiled.push(Misfiled { file, what }),
            }
        }
    }
    (trials, misfiled)
}

/// The files beside each other in the exercise's folder of answers, in order.
pub(super) fn answers(course: &Course, exercise: &Exercise) -> Vec<PathBuf> {
    let entries = fs::read_dir(course.answers_dir(exercise));
    let mut files: Vec<_> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    files
}

fn starts_with(file: &Path, prefix: &str) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(prefix)
}

/// The finding in `// refused: not-concurrent — awaits one by one`.
fn filed_with(file: &Path) -> Result<Kind, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("it cannot be read: {error}"))?;
    let first = text.lines().next().unwrap_or_default();
    let Some(rest) = first.strip_prefix("// refused: ") else {
        return Err("its first line does not say with which finding it is refused".into());
    };
    let (name, mistake) = rest.split_once(' ').unwrap_or((rest, ""));
    if mistake
        .trim_matches(|c: char| !c.is_alphanumeric())
        .is_empty()
    {
        return Err("its first line does not say what is wrong with it".into());
    }
    name.parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[test]
    fn every_file_of_an_exercise_is_tried() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        let (trials, misfiled) = trials(&course, 0);
        assert_eq!(misfiled, []);
        let files = trials.iter().map(|trial| trial.file.file_stem().unwrap());
        let files: Vec<_> = files.collect();
        let want = ["01_join", "01_join", "right_a", "wrong_a", "wrong_b"];
        assert_eq!(files, want);
        assert_eq!(trials[0].expect, Expect::AnyRefusal);
        assert_eq!(trials[1].expect, Expect::CleanPass);
        assert_eq!(trials[3].expect, Expect::Refusal(Kind::NotConcurrent));
    }

    #[test]
    fn an_exercise_that_needs_no_solving_is_not_tried_as_shipped() {
        let dir = tempfile::tempdir().unwrap();
        let mut course = sample::sound(dir.path());
        course.exercises[0].skip_check_unsolved = true;
        let (trials, _) = trials(&course, 0);
        assert_eq!(trials[0].expect, Expect::CleanPass);
    }

    #[track_caller]
    fn check(first_line: &str, want: &str) {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        let file = "checker/answers/03_async/01_join/wrong_a.rs";
        sample::write(dir.path(), file, first_line);
        let (trials, misfiled) = trials(&course, 0);
        assert_eq!(trials.len(), 4);
        assert_eq!(misfiled[0].file, dir.path().join(file));
        assert!(misfiled[0].what.contains(want), "{}", misfiled[0].what);
    }

    #[test]
    fn a_wrong_answer_must_say_why_it_is_wrong() {
        check("fn main() {}", "does not say with which finding");
        check(
            "// refused: serial — one by one",
            "unknown finding `serial`",
        );
        check("// refused: not-concurrent —", "does not say what is wrong");
        check("", "does not say with which finding");
    }
}
