//! People who handed in nothing and got points from an instructor: they have a
//! report, too, so that the reason is kept where all others are.

use super::book::Book;
use super::desk::{Desk, REPORT, folder_of};
use super::roster::{Person, Roster};
use super::take::Handed;
use crate::reporter::json::{Report, Submission};
use std::collections::HashSet;
use std::time::SystemTime;

/// Somebody like that.
#[derive(Debug, Clone, PartialEq)]
pub struct Absent {
    /// As on the roster.
    pub id: String,
    /// What was set, in all.
    pub points: f64,
}

/// Write the reports of those on the roster who are not among `ids` and whose
/// points were set; their reports of an earlier run go where that is no longer so.
///
/// # Errors
///
/// Where a report cannot be written or removed.
pub fn write_absent(
    book: &Book<'_>,
    desk: &Desk<'_>,
    roster: Option<&Roster>,
    ids: &[String],
) -> anyhow::Result<Vec<Absent>> {
    let present: HashSet<&str> = ids.iter().map(String::as_str).collect();
    let people = roster.map_or(&[][..], |roster| &roster.people);
    let mut absent = Vec::new();
    for person in people
        .iter()
        .filter(|one| !present.contains(one.id.as_str()))
    {
        if desk.overrides.concern(&person.id) {
            let points = write(book, desk, person)?.totals.points;
            let id = person.id.clone();
            absent.push(Absent { id, points });
        } else {
            desk.out.discard(&folder_of(&person.id).join(REPORT))?;
        }
    }
    Ok(absent)
}

fn write(book: &Book<'_>, desk: &Desk<'_>, person: &Person) -> anyhow::Result<Report> {
    let submission = Submission {
        id: person.id.clone(),
        path: None,
        name: person.name.clone(),
        email: person.email.clone(),
        submitted_at: None,
        due: person.due.clone(),
        extension: person.extension.clone(),
    };
    let exercises = 0..desk.course.exercises.len();
    let exercises = exercises.filter_map(|exercise| book.look_up(exercise, &Handed::Nothing));
    let exercises = exercises.map(|report| (*report).clone()).collect();
    desk.write(&submission, exercises, SystemTime::now(), true)
}
