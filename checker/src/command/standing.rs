//! Where the learner stands: what is done and what is current.

use crate::course::{Course, Exercise, Lesson};
use crate::progress::{Progress, Status};

/// One truth value for each exercise, and the place of the current one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) done: Vec<bool>,
    pub(super) current: usize,
}

impl Standing {
    pub(super) fn new(course: &Course, progress: &Progress) -> Self {
        let exercises = &course.exercises;
        let done: Vec<_> = exercises
            .iter()
            .map(|exercise| progress.status(exercise.name.as_str()) == Status::Done)
            .collect();
        let current = exercises
            .iter()
            .position(|exercise| exercise.name.as_str() == progress.current());
        let pending = || done.iter().position(|done| !done);
        Self {
            // One that no longer exists, or that lies outside of this part of the course.
            current: current.or_else(pending).unwrap_or(0),
            done,
        }
    }

    /// How many are done.
    pub(super) fn count(&self) -> usize {
        self.done.iter().filter(|done| **done).count()
    }

    /// For each lesson that has exercises: how many are done, of how many.
    pub(super) fn lessons<'c>(
        &self,
        course: &'c Course,
    ) -> impl Iterator<Item = (&'c Lesson, usize, usize)> {
        course
            .lessons
            .iter()
            .enumerate()
            .map(|(place, lesson)| {
                let mine = exercises_of(course, place);
                let total = mine.clone().count();
                let done = mine.filter(|(index, _)| self.done[*index]).count();
                (lesson, done, total)
            })
            .filter(|(_, _, total)| *total > 0)
    }
}

/// What a lesson is called; a community set has folders without titles, or none.
pub(super) fn title(lesson: &Lesson) -> &str {
    [lesson.title.as_str(), lesson.dir.as_str()]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or("Exercises")
}

/// The exercises of the lesson at `place`, with their own places.
pub(super) fn exercises_of(
    course: &Course,
    place: usize,
) -> impl Iterator<Item = (usize, &Exercise)> + Clone {
    let exercises = course.exercises.iter().enumerate();
    exercises.filter(move |(_, exercise)| exercise.lesson == place)
}
