//! Both sides of each boundary.

use super::*;
use crate::reporter::{
    json::{self, Judged, Override},
    sample,
};

const POLICY: LatePolicy = LatePolicy {
    per_day: 10.0,
    cap: 25.0,
    grace: 900,
};
const DUE: &str = "2026-11-23T22:00:00Z";

fn judged() -> ExerciseReport {
    let course = sample::course();
    let judged = Judged {
        exercise: &course.exercises[0],
        verdict: sample::pass(),
        runs: 1,
        passed_runs: 1,
        blake3: None,
    };
    json::exercise_report(&judged, &course)
}

fn handed_in(at: &str, due: &str, extension: Option<&str>) -> Submission {
    Submission {
        id: "ada".to_owned(),
        submitted_at: Some(at.to_owned()),
        due: Some(due.to_owned()),
        extension: extension.map(str::to_owned),
        ..Submission::default()
    }
}

fn graded(submission: &Submission, exercise: ExerciseReport) -> ExerciseReport {
    let mut exercises = [exercise];
    apply(&POLICY, submission, &mut exercises).unwrap();
    let [exercise] = exercises;
    exercise
}

/// Points of 5, and by how many seconds and days it is late.
#[track_caller]
fn check(submission: &Submission, points: f64, late: Option<(u64, u64)>) {
    let exercise = graded(submission, judged());
    assert_eq!(exercise.points, points, "{exercise:?}");
    assert_eq!(exercise.earned(), points);
    let found = exercise.late.as_ref().map(|late| (late.seconds, late.days));
    assert_eq!(found, late);
    if let Some(late) = exercise.late {
        assert_eq!(late.points_before, 5.0);
        assert_eq!(hundredths(late.points_before - late.taken), points);
    }
}

#[test]
fn a_second_decides_at_the_due_time_and_at_the_end_of_the_grace() {
    let at = |time: &str| handed_in(time, DUE, None);
    check(&at("2026-11-23T21:59:59Z"), 5.0, None);
    check(&at("2026-11-23T22:00:00Z"), 5.0, None);
    check(&at("2026-11-23T22:00:01Z"), 5.0, Some((1, 0)));
    check(&at("2026-11-23T22:15:00Z"), 5.0, Some((900, 0)));
    check(&at("2026-11-23T22:15:00.5Z"), 4.5, Some((901, 1)));
    check(&at("2026-11-23T22:15:01Z"), 4.5, Some((901, 1)));
}

#[test]
fn a_day_that_was_started_counts_up_to_the_cap() {
    let at = |time: &str| handed_in(time, DUE, None);
    check(&at("2026-11-24T22:00:00Z"), 4.5, Some((86_400, 1)));
    check(&at("2026-11-24T22:00:01Z"), 4.0, Some((86_401, 2)));
    check(&at("2026-11-25T22:00:00Z"), 4.0, Some((172_800, 2)));
    check(&at("2026-11-25T22:00:01Z"), 3.75, Some((172_801, 3)));
    check(&at("2027-11-25T22:00:01Z"), 3.75, Some((31_708_801, 368)));
}

#[test]
fn the_same_clock_after_the_change_to_winter_time_is_an_hour_later() {
    let due = "2026-10-24T23:59:00+02:00";
    let next_day = |time: &str| handed_in(time, due, None);
    check(
        &next_day("2026-10-25T22:59:00+01:00"),
        4.5,
        Some((86_400, 1)),
    );
    check(
        &next_day("2026-10-25T22:59:01+01:00"),
        4.0,
        Some((86_401, 2)),
    );
    check(
        &next_day("2026-10-25T23:59:00+01:00"),
        4.0,
        Some((90_000, 2)),
    );
    // And in spring, the day on the clock has 23 hours.
    let due = "2026-03-28T23:59:00+01:00";
    check(
        &handed_in("2026-03-29T23:59:00+02:00", due, None),
        4.5,
        Some((82_800, 1)),
    );
}

#[test]
fn an_extension_moves_the_due_time() {
    let until = "2026-11-25T22:00:00Z";
    for extension in ["2d", "48h", until, "2026-11-25T23:00:00+01:00"] {
        let at = |time: &str| handed_in(time, DUE, Some(extension));
        check(&at(until), 5.0, None);
        check(&at("2026-11-25T22:15:01Z"), 4.5, Some((901, 1)));
        let late = graded(&at("2026-11-25T22:15:01Z"), judged()).late.unwrap();
        assert_eq!(late.due, until);
        let want =
            format!("10 % for each started day, at most 25 %; with an extension: {extension}");
        assert_eq!(late.rule, want);
    }
}

#[test]
fn nothing_is_taken_where_the_times_are_not_known() {
    let known = handed_in("2026-11-30T22:00:00Z", DUE, None);
    let no_due = Submission {
        due: None,
        ..known.clone()
    };
    check(&no_due, 5.0, None);
    let no_time = Submission {
        submitted_at: None,
        ..known
    };
    check(&no_time, 5.0, None);
}

#[test]
fn points_that_were_set_stay_and_the_report_says_so() {
    let mut set = judged();
    set.overridden = Some(Override {
        points: 3.0,
        judged_points: 5.0,
        reason: "orally".to_owned(),
    });
    set.points = 3.0;
    let late = graded(&handed_in("2026-11-24T22:00:00Z", DUE, None), set);
    assert_eq!(late.points, 3.0);
    let late = late.late.unwrap();
    assert_eq!((late.points_before, late.taken), (3.0, 0.0));
    assert_eq!(
        late.rule,
        "nothing is taken from points that the instructor set"
    );
}

#[test]
fn every_time_that_cannot_be_read_is_named_with_its_line() {
    let ensure = |text: &str| {
        let roster = Roster::parse(text).unwrap();
        ensure_times(&roster, "r.csv").map_err(|error| error.to_string())
    };
    let head = "id,submitted_at,due,extension\n";
    assert_eq!(
        ensure(&format!("{head}ada,{DUE},{DUE},2d\nbob,,,\n")),
        Ok(())
    );
    let one = ensure(&format!("{head}ada,2026-11-23 22:00,{DUE},\n")).unwrap_err();
    assert!(
        one.starts_with("r.csv:2: submitted_at: `2026-11-23 22:00` has no time zone"),
        "{one}"
    );
    let all = ensure(&format!("{head}ada,{DUE},monday,\nbob,,,soon\n")).unwrap_err();
    assert!(
        all.starts_with("2 times on the roster cannot be understood"),
        "{all}"
    );
    assert!(
        all.contains("r.csv:2: due: `monday` cannot be read as a time"),
        "{all}"
    );
    assert!(
        all.contains("r.csv:3: extension: `soon` cannot be read"),
        "{all}"
    );
}
