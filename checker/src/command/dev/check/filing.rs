//! How the answers of an exercise are filed: each with what must come of it,
//! and enough of them.

use super::problem::Problem;
use crate::command::dev::trial::{Expect, Misfiled, Trial};
use crate::course::{Course, JudgedBy};

/// A hidden test that has never refused a wrong answer has not been tested.
const WRONG_ANSWERS: usize = 2;

/// What is wrong with the answers of one exercise before one is judged.
pub(super) fn problems(
    course: &Course,
    index: usize,
    trials: &[Trial],
    misfiled: &[Misfiled],
) -> Vec<Problem> {
    let exercise = &course.exercises[index];
    let advice = "Let it begin with `// refused: FINDING — what is wrong with it`.";
    let mut problems: Vec<_> = misfiled
        .iter()
        .map(|answer| Problem::new(course, &answer.file, answer.what.as_str(), advice))
        .collect();
    let wrong = |trial: &&Trial| matches!(trial.expect, Expect::Refusal(_));
    let wrong = trials.iter().filter(wrong).count() + misfiled.len();
    if exercise.judged_by == JudgedBy::HiddenTest && wrong < WRONG_ANSWERS {
        problems.push(Problem::new(
            course,
            &course.answers_dir(exercise),
            format!("the number of wrong answers is {wrong}"),
            format!("Add believable mistakes as wrong_*.rs until there are {WRONG_ANSWERS}."),
        ));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::{answers, sample};
    use std::fs;

    #[track_caller]
    fn check(change: impl FnOnce(&Course), want: &str) {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        change(&course);
        let (trials, misfiled) = answers::trials(&course, 1);
        let problems = problems(&course, 1, &trials, &misfiled);
        assert!(problems[0].to_string().contains(want), "{problems:?}");
    }

    #[test]
    fn one_wrong_answer_is_not_enough() {
        let remove = |course: &Course| {
            let answers = course.answers_dir(&course.exercises[1]);
            fs::remove_file(answers.join("wrong_b.rs")).unwrap();
        };
        check(remove, "the number of wrong answers is 1");
    }

    #[test]
    fn a_wrong_answer_that_does_not_say_why_is_named_and_counted() {
        let empty = |course: &Course| {
            let answers = course.answers_dir(&course.exercises[1]);
            fs::write(answers.join("wrong_b.rs"), "").unwrap();
        };
        check(
            empty,
            "02_spawn/wrong_b.rs: its first line does not say with which finding",
        );
    }
}
