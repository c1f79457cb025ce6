//! From what was typed to the answers that are judged.

use super::answers;
use super::trial::{Expect, Trial};
use crate::cli::Side;
use crate::command::select;
use crate::course::Course;
use crate::exit::Failure;
use anyhow::bail;
use std::path::Path;

/// What to judge.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Exercises, or files of solutions and answers; all if there are none.
    pub names: Vec<String>,
    /// Only the lesson with this number.
    pub lesson: Option<u32>,
    /// Only one sort of answers.
    pub only: Option<Side>,
}

impl Selection {
    /// The solutions and the answers that are meant, in the order of the course.
    ///
    /// # Errors
    ///
    /// When a name is unknown or nothing is meant.
    pub(super) fn trials(&self, course: &Course) -> anyhow::Result<Vec<Trial>> {
        let lesson = self.lesson.map(|number| select::lesson(course, number));
        let lesson = lesson.transpose()?.map(|(place, _)| place);
        let here = |at: &usize| lesson.is_none_or(|place| course.exercises[*at].lesson == place);
        let mut trials: Vec<Trial> = (0..course.exercises.len())
            .filter(here)
            .flat_map(|at| answers::trials(course, at).0)
            .filter(|trial| trial.expect != Expect::AnyRefusal)
            .collect();
        if !self.names.is_empty() {
            let named = self.named(course, &trials)?;
            trials.retain(|trial| named.contains(trial));
        }
        trials.retain(|trial| match self.only {
            None => true,
            Some(side) => trial.expect.pass() == (side == Side::Right),
        });
        if trials.is_empty() {
            let text = "no answer is selected; `workbook list` shows lessons and exercises";
            bail!(Failure::NothingSelected(text.to_owned()));
        }
        Ok(trials)
    }

    /// Whether nothing is left out.
    pub(super) fn is_everything(&self) -> bool {
        self.names.is_empty() && self.lesson.is_none()
    }

    /// Whether whole exercises are meant, and no files.
    pub(super) fn is_of_exercises(&self, course: &Course) -> bool {
        let is_exercise = |name: &String| select::exercise(course, name).is_ok();
        self.names.iter().all(is_exercise)
    }

    fn named(&self, course: &Course, trials: &[Trial]) -> anyhow::Result<Vec<Trial>> {
        let mut named = Vec::new();
        for name in &self.names {
            if let Some(trial) = trials.iter().find(|trial| is_file(course, trial, name)) {
                named.push(trial.clone());
                continue;
            }
            let exercise = select::exercise(course, name)?;
            let of_exercise =
                |trial: &&Trial| course.exercises[trial.exercise].name == exercise.name;
            named.extend(trials.iter().filter(of_exercise).cloned());
        }
        Ok(named)
    }
}

/// Whether `name` is the trial's file, from here or from the course's folder.
fn is_file(course: &Course, trial: &Trial, name: &str) -> bool {
    let from_here = std::path::absolute(name);
    course.root.join(name) == trial.file || from_here.is_ok_and(|path| path == trial.file)
}

/// A file as it is shown, and as it can be typed again in the course's folder.
pub(super) fn shown<'f>(course: &Course, file: &'f Path) -> std::path::Display<'f> {
    file.strip_prefix(&course.root).unwrap_or(file).display()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;
    use crate::exit;

    #[track_caller]
    fn check(selection: &Selection, want: Result<&[&str], u8>) {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        match (selection.trials(&course), want) {
            (Ok(trials), Ok(want)) => {
                let names = trials.iter().map(|trial| trial.file.file_stem().unwrap());
                assert_eq!(names.collect::<Vec<_>>(), want);
            }
            (Err(error), Err(code)) => assert_eq!(exit::code(&Err(error)), code),
            (got, want) => panic!("{got:?} instead of {want:?}"),
        }
    }

    fn names(names: &[&str]) -> Selection {
        Selection {
            names: names.iter().map(ToString::to_string).collect(),
            ..Selection::default()
        }
    }

    #[test]
    fn an_exercise_means_its_solution_and_its_answers() {
        let want = ["01_join", "right_a", "wrong_a", "wrong_b"];
        check(&names(&["join"]), Ok(&want));
        check(&names(&["exercises/03_async/01_join.rs"]), Ok(&want));
    }

    #[test]
    fn a_file_means_that_answer_alone_and_they_come_in_the_order_of_the_course() {
        let answers = "checker/answers/03_async";
        let spawn = format!("{answers}/02_spawn/right_a.rs");
        let join = format!("{answers}/01_join/wrong_b.rs");
        check(&names(&[&spawn, &join]), Ok(&["wrong_b", "right_a"]));
        check(&names(&["solutions/03_async/01_join.rs"]), Ok(&["01_join"]));
    }

    #[test]
    fn one_side_can_be_left_out() {
        let right = Selection {
            only: Some(Side::Right),
            ..names(&["join"])
        };
        check(&right, Ok(&["01_join", "right_a"]));
        let wrong = Selection {
            only: Some(Side::Wrong),
            ..names(&["join"])
        };
        check(&wrong, Ok(&["wrong_a", "wrong_b"]));
    }

    #[test]
    fn nothing_selected_is_not_the_same_as_a_wrong_name() {
        check(&names(&["jion"]), Err(exit::USAGE));
        let nothing = Selection {
            only: Some(Side::Wrong),
            ..names(&["solutions/03_async/01_join.rs"])
        };
        check(&nothing, Err(exit::NOTHING_SELECTED));
    }
}
