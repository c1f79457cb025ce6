//! What the files of one exercise must hold, and how they are called.

use super::after;
use super::hints;
use super::problem::Problem;
use super::promises;
use crate::command::dev::answers;
use crate::course::{Course, Exercise, JudgedBy};
use std::fs;
use std::path::Path;

const TODO: &str = "// TODO";

/// Everything about one exercise that can be seen without running it.
pub(super) fn problems(course: &Course, index: usize) -> Vec<Problem> {
    let exercise = &course.exercises[index];
    let mut problems = Vec::new();
    problems.extend(number(course, index));
    problems.extend(missing_proof(course, exercise));
    let shipped = read(course, &course.exercise_path(exercise), &mut problems);
    if let Some(text) = &shipped {
        exercise_text(course, exercise, text, &mut problems);
    }
    let solution = course.solution_path(exercise);
    // A set of the community may come without solutions.
    let solution = if exercise.judged_by == JudgedBy::HiddenTest || solution.is_file() {
        read(course, &solution, &mut problems)
    } else {
        None
    };
    if let Some(text) = &solution {
        let path = course.solution_path(exercise);
        problems.extend(solved_text(course, &path, text));
    }
    for path in answers::answers(course, exercise) {
        if let Some(text) = read(course, &path, &mut problems) {
            problems.extend(solved_text(course, &path, &text));
        }
    }
    let (shipped, solution) = (shipped.unwrap_or_default(), solution.unwrap_or_default());
    problems.extend(promises::problems(course, exercise));
    problems.extend(after::problems(course, exercise));
    problems.extend(hints::problems(course, exercise, &shipped, &solution));
    problems
}

fn exercise_text(course: &Course, exercise: &Exercise, text: &str, problems: &mut Vec<Problem>) {
    let path = course.exercise_path(exercise);
    let mut add = |what: &str, advice: &str| {
        problems.push(Problem::new(course, &path, what, advice));
    };
    if !text.contains("fn main()") {
        add(
            "it has no `fn main()`",
            "Add one that shows the exercise working.",
        );
    }
    if !text.contains(TODO) {
        add(
            "it has no `// TODO`",
            "Put one at each place where the learner writes.",
        );
    }
    let has_tests = text.lines().any(|line| line.trim() == "#[test]");
    match exercise.judged_by {
        JudgedBy::OwnTests if !has_tests => add(
            "it has no `#[test]` to be judged by",
            "Add tests, or set `test = false` in info.toml.",
        ),
        JudgedBy::Main if has_tests => add(
            "it has tests, and info.toml says `test = false`",
            "Set `test = true`, or remove the tests.",
        ),
        JudgedBy::HiddenTest | JudgedBy::OwnTests | JudgedBy::Main => {}
    }
}

fn solved_text(course: &Course, path: &Path, text: &str) -> Option<Problem> {
    let advice = "Remove it; a comment there says why the code is as it is.";
    let problem = || Problem::new(course, path, "it still has a `// TODO`", advice);
    text.contains(TODO).then(problem)
}

/// Among exercises with hidden tests, one without is a file forgotten.
fn missing_proof(course: &Course, exercise: &Exercise) -> Option<Problem> {
    let is_proved = |exercise: &Exercise| exercise.judged_by == JudgedBy::HiddenTest;
    let forgotten =
        course.exercises.iter().any(is_proved) && exercise.judged_by == JudgedBy::OwnTests;
    forgotten.then(|| {
        let path = course.hidden_path(exercise);
        let advice = "Write it; the tests in the exercise alone prove nothing about how it ran.";
        Problem::new(course, &path, "there is no hidden test", advice)
    })
}

/// In a lesson of numbered files, the number is the position and the rest is the name.
fn number(course: &Course, index: usize) -> Option<Problem> {
    let exercise = &course.exercises[index];
    let lesson = || {
        course
            .exercises
            .iter()
            .filter(|e| e.lesson == exercise.lesson)
    };
    let is_numbered = |e: &Exercise| stem(e) != e.name.as_str();
    if !lesson().any(is_numbered) {
        return None;
    }
    let position = lesson().position(|other| other.name == exercise.name)?;
    let want = format!("{:02}_{}", position + 1, exercise.name);
    if stem(exercise) == want {
        return None;
    }
    Some(Problem::new(
        course,
        &course.exercise_path(exercise),
        format!("it is number {} of its lesson", position + 1),
        format!("Call it `{want}.rs`, also in solutions and checker, or move it in info.toml."),
    ))
}

fn stem(exercise: &Exercise) -> String {
    let stem = exercise.file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn read(course: &Course, path: &Path, problems: &mut Vec<Problem>) -> Option<String> {
    match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) => {
            let advice = "Write it, or take the exercise out of info.toml.";
            problems.push(Problem::new(
                course,
                path,
                format!("cannot be read: {error}"),
                advice,
            ));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[track_caller]
    fn check(change: impl Fn(&Path, &mut Course), want: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let mut course = sample::sound(dir.path());
        change(dir.path(), &mut course);
        let problems = problems(&course, 0);
        let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(text.len(), want.len(), "{text:?}");
        for (text, want) in text.iter().zip(want) {
            assert!(text.starts_with(want), "{text}");
        }
    }

    const EXERCISE: &str = "exercises/03_async/01_join.rs";

    #[test]
    fn a_sound_exercise_has_no_problem() {
        check(|_, _| {}, &[]);
    }

    #[test]
    fn an_exercise_without_main_or_todo_is_named() {
        check(
            |root, _| sample::write(root, EXERCISE, "fn x() {}"),
            &[
                "exercises/03_async/01_join.rs: it has no `fn main()`",
                "exercises/03_async/01_join.rs: it has no `// TODO`",
            ],
        );
    }

    #[test]
    fn a_solution_or_an_answer_with_a_todo_is_named() {
        let answer = "checker/answers/03_async/01_join/right_a.rs";
        let solution = "solutions/03_async/01_join.rs";
        for path in [answer, solution] {
            let want = format!("{path}: it still has a `// TODO`");
            check(|root, _| sample::write(root, path, "// TODO"), &[&want]);
        }
    }

    #[test]
    fn a_missing_file_is_named() {
        for path in [EXERCISE, "solutions/03_async/01_join.rs"] {
            let want = format!("{path}: cannot be read");
            check(
                |root, _| fs::remove_file(root.join(path)).unwrap(),
                &[&want],
            );
        }
    }

    #[test]
    fn a_set_of_the_community_may_lack_solutions_but_not_tests() {
        check(
            |root, course| {
                for exercise in &mut course.exercises {
                    exercise.judged_by = JudgedBy::OwnTests;
                }
                fs::remove_file(root.join("solutions/03_async/01_join.rs")).unwrap();
            },
            &["exercises/03_async/01_join.rs: it has no `#[test]`"],
        );
        check(
            |root, course| {
                course.exercises[0].judged_by = JudgedBy::Main;
                sample::write(root, EXERCISE, "// TODO\nfn main() {}\n#[test]\nfn a() {}");
            },
            &["exercises/03_async/01_join.rs: it has tests, and info.toml"],
        );
    }

    #[test]
    fn a_forgotten_hidden_test_is_named() {
        let test = "// TODO\nfn main() {}\n#[test]\nfn a() {}";
        check(
            |root, course| {
                course.exercises[0].judged_by = JudgedBy::OwnTests;
                sample::write(root, EXERCISE, test);
            },
            &["checker/hidden/03_async/01_join.rs: there is no hidden test"],
        );
    }

    #[test]
    fn a_number_that_is_not_the_position_is_named() {
        check(
            |_, course| course.exercises.swap(0, 1),
            &["exercises/03_async/02_spawn.rs: it is number 1 of its lesson"],
        );
    }

    #[test]
    fn files_without_numbers_need_none() {
        check(
            |root, course| {
                for exercise in &mut course.exercises {
                    let new = format!("03_async/{}.rs", exercise.name);
                    for folder in ["exercises", "solutions"] {
                        let old = root.join(folder).join(&exercise.file);
                        fs::rename(old, root.join(folder).join(&new)).unwrap();
                    }
                    exercise.file = new.into();
                }
            },
            &[],
        );
    }
}
