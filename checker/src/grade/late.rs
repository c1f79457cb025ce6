//! What lateness takes from the points of answers.

use super::roster::{Person, Roster};
use super::worth::{hundredths, shown};
use crate::course::{LatePolicy, seconds_of, time_of};
use crate::exit::Failure;
use crate::reporter::{
    formats::length,
    json::{ExerciseReport, Late, Submission},
};
use anyhow::bail;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// By how much a submission is late.
#[derive(Debug, Clone, PartialEq)]
struct Lateness {
    /// With the extension.
    due: Timestamp,
    seconds: u64,
    extension: Option<String>,
}

/// So many names are shown.
const SHOWN: usize = 5;

/// Make sure that every time on the roster can be read.
///
/// # Errors
///
/// Names each line that has one that cannot be read, or has no zone.
pub fn ensure_times(roster: &Roster, file: &str) -> anyhow::Result<()> {
    let wrong = |person: &Person| {
        let time = |column: &str, text: &Option<String>| {
            let why = time_of(text.as_deref()?).err()?;
            Some(format!("{file}:{}: {column}: {why}", person.line))
        };
        let extension = person.extension.as_deref();
        let extension = extension.filter(|text| seconds_of(text).is_none());
        let extension = extension.and_then(|text| {
            let why = time_of(text).err()?;
            let more = "or as a length of time, such as 2d or 36h";
            Some(format!("{file}:{}: extension: {why}, {more}", person.line))
        });
        let times = [
            time("submitted_at", &person.submitted_at),
            time("due", &person.due),
            extension,
        ];
        times.into_iter().flatten().collect::<Vec<_>>()
    };
    let wrong: Vec<_> = roster.people.iter().flat_map(wrong).collect();
    match wrong.as_slice() {
        [] => Ok(()),
        [one] => bail!(Failure::Usage(one.clone())),
        several => {
            let more = several.len().saturating_sub(SHOWN);
            let more = match more {
                0 => String::new(),
                more => format!("\n  and {more} more"),
            };
            bail!(Failure::Usage(format!(
                "{} times on the roster cannot be understood, and lateness depends on them\n  {}{more}",
                several.len(),
                several[..several.len().min(SHOWN)].join("\n  ")
            )))
        }
    }
}

/// Take from the points of what `submission` has what the rule says. Nothing is
/// taken where it is not known when it was handed in or due.
///
/// # Errors
///
/// Where a time of it cannot be read.
pub(super) fn apply(
    policy: &LatePolicy,
    submission: &Submission,
    exercises: &mut [ExerciseReport],
) -> anyhow::Result<()> {
    let late = lateness(submission).map_err(|why| {
        let id = &submission.id;
        Failure::Usage(format!(
            "when `{id}` was handed in, or was due, is not clear: {why}"
        ))
    })?;
    if let Some(late) = late {
        for exercise in exercises.iter_mut().filter(|one| one.runs > 0) {
            take(policy, &late, exercise);
        }
    }
    Ok(())
}

/// `None` where it is in time, or not known.
fn lateness(submission: &Submission) -> Result<Option<Lateness>, String> {
    let (Some(submitted), Some(due)) = (&submission.submitted_at, &submission.due) else {
        return Ok(None);
    };
    let (submitted, mut due) = (time_of(submitted)?, time_of(due)?);
    let extension = submission.extension.clone();
    if let Some(text) = &extension {
        due = match seconds_of(text) {
            Some(seconds) => due
                .checked_add(Duration::from_secs(seconds))
                .map_err(|_| format!("the extension `{text}` is too long"))?,
            None => time_of(text)?,
        };
    }
    let by = submitted.duration_since(due);
    let second = u64::from(by.subsec_nanos() > 0);
    let seconds = u64::try_from(by.as_secs()).unwrap_or(0) + second;
    Ok((by > SignedDuration::ZERO).then_some(Lateness {
        due,
        seconds,
        extension,
    }))
}

fn take(policy: &LatePolicy, late: &Lateness, exercise: &mut ExerciseReport) {
    let before = exercise.points;
    let days = policy.days(late.seconds);
    let percent = match exercise.overridden {
        Some(_) => 0.0,
        None => policy.percent(days),
    };
    let taken = hundredths(before * percent / 100.0);
    let rule = match (&exercise.overridden, days) {
        (Some(_), _) => "nothing is taken from points that the instructor set".to_owned(),
        (None, 0) => format!("within the grace of {}", length(policy.grace)),
        (None, _) => rule(policy),
    };
    let rule = match &late.extension {
        Some(extension) => format!("{rule}; with an extension: {extension}"),
        None => rule,
    };
    exercise.points = hundredths(before - taken);
    exercise.late = Some(Late {
        due: late.due.to_string(),
        seconds: late.seconds,
        days,
        points_before: before,
        taken,
        rule,
    });
}

/// `10 % for each started day, at most 50 %`
fn rule(policy: &LatePolicy) -> String {
    let mut text = format!("{} % for each started day", shown(policy.per_day));
    if policy.cap < 100.0 {
        text += &format!(", at most {} %", shown(policy.cap));
    }
    text
}

#[cfg(test)]
mod tests;
