//! What a submission had before and has now, and why that is not the same.

use super::movement::{Moved, MovedExercise};
use super::row::{Mark, Row, names};
use crate::course::Course;
use crate::reporter::json::Status;
use std::collections::BTreeMap;

/// By the exercise's name: what it is judged by that is different.
pub(super) type Changes = BTreeMap<String, Vec<String>>;

/// What moved; `None` where nothing did. One of the two is there.
pub(super) fn compare(
    course: &Course,
    before: Option<&Row>,
    after: Option<&Row>,
    changes: &Changes,
) -> Option<Moved> {
    let owner = &after.or(before)?.submission;
    let mut exercises = Vec::new();
    for name in names(course, before) {
        let mark = |row: Option<&'_ Row>| {
            let mut marks = row?.exercises.iter();
            marks.find(|mark| mark.id == name).cloned()
        };
        let (old, new) = (mark(before), mark(after));
        let moved = MovedExercise {
            id: name.to_owned(),
            status_before: old.as_ref().map(|mark| mark.status),
            status: new.as_ref().map(|mark| mark.status),
            points_before: old.as_ref().and_then(points),
            points: new.as_ref().and_then(points),
            max_points_before: old.as_ref().map(|mark| mark.max_points),
            max_points: new.as_ref().map(|mark| mark.max_points),
            why: match (&old, &new) {
                (Some(old), Some(new)) => why(old, new, changes.get(name)),
                (None, Some(_)) if before.is_none() => vec!["graded for the first time".to_owned()],
                (None, Some(_)) => vec!["the exercise is new".to_owned()],
                (Some(_), None) if after.is_none() => vec![TAKEN_BACK.to_owned()],
                (Some(_), None) => vec!["the course has it no more".to_owned()],
                (None, None) => continue,
            },
        };
        let is_nothing = after.is_none() && moved.points_before == Some(0.0);
        if !is_nothing && (moved.has_other_points() || moved.status_before != moved.status) {
            exercises.push(moved);
        }
    }
    let totals = |row: Option<&Row>| row.map(|row| (row.totals.points, row.totals.max_points));
    let (old, new) = (totals(before), totals(after));
    // Who has no report any more handed in nothing.
    let (points, max_points) = new.unwrap_or((0.0, old.map_or(0.0, |(_, max)| max)));
    let moved = Moved {
        id: owner.id.clone(),
        name: owner.name.clone(),
        points_before: old.map(|(points, _)| points),
        points,
        max_points_before: old.map(|(_, max)| max),
        max_points,
        exercises,
    };
    let is_same = moved.exercises.is_empty() && !moved.has_other_points();
    (!is_same).then_some(moved)
}

const TAKEN_BACK: &str = "the points that you set were taken back";

/// What could not be judged has none.
fn points(mark: &Mark) -> Option<f64> {
    (mark.status != Status::Infra).then_some(mark.points)
}

/// Why these are not the same; `changes` are those of what the exercise is judged by.
fn why(old: &Mark, new: &Mark, changes: Option<&Vec<String>>) -> Vec<String> {
    let mut why = Vec::new();
    let mut say = |words: &str| why.push(words.to_owned());
    let worth = old.max_points != new.max_points || old.partial_credit != new.partial_credit;
    let other_verdict = old.status != new.status;
    if old.answer() != new.answer() {
        say("another answer was handed in");
    } else if other_verdict || (old.judged() != new.judged() && !worth) {
        match changes {
            _ if new.status == Status::Infra => say("it could not be judged"),
            _ if old.status == Status::Infra => say("it could not be judged before"),
            Some(changes) => changes.iter().for_each(|change| say(change)),
            None if other_verdict => say("it was judged again"),
            None => {}
        }
    }
    if worth || (old.judged() != new.judged() && changes.is_none() && !other_verdict) {
        say("what it is worth");
    }
    match (&old.overridden, &new.overridden) {
        (Some(_), None) => say(TAKEN_BACK),
        (before, Some(now)) if before.as_ref().map(|set| set.points) != Some(now.points) => {
            say("points that you set");
        }
        (None | Some(_), None | Some(_)) => {}
    }
    let lateness = |mark: &Mark| {
        let late = mark.late.as_ref().filter(|_| mark.overridden.is_none())?;
        Some((late.days, late.rule.clone()))
    };
    if lateness(old) != lateness(new) && old.overridden.is_some() == new.overridden.is_some() {
        say("lateness");
    }
    why
}
