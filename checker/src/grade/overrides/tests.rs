//! What a file may say, and what is wrong with one that says something else.

use super::*;
use crate::course::Grading;
use crate::grade::worth::worths;
use crate::reporter::{
    json::{self, Judged},
    sample,
};

const HEAD: &str = "student,exercise,points,reason\n";

fn resolve(text: &str) -> anyhow::Result<Overrides> {
    let course = sample::course();
    let worths = worths(&course, &Grading::default());
    let people = [("ada", "s17"), ("jos\u{e9}", "jos\u{e9}")];
    OverridesFile::parse(text, "o.csv")?.resolve(&course, &worths, &people)
}

#[track_caller]
fn refused(text: &str, want: &str) {
    let error = resolve(text).unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(Failure::Usage(_))));
    assert!(format!("{error:#}").contains(want), "{error:#}");
}

fn judged() -> ExerciseReport {
    let course = sample::course();
    let judged = Judged {
        exercise: &course.exercises[0],
        verdict: sample::serial(),
        runs: 1,
        passed_runs: 0,
        blake3: None,
    };
    json::exercise_report(&judged, &course)
}

#[test]
fn points_are_set_and_the_verdict_stays_beside_them() {
    let text = "\u{feff}When,Reason, Points,Exercise,Student\n\
                monday,\"the test is wrong, see #12\",2.5,join,ada\n\n";
    let overrides = resolve(text).unwrap();
    assert_eq!(overrides.len(), 1);
    let mut exercises = [judged()];
    let submission = |id: &str| Submission {
        id: id.to_owned(),
        ..Submission::default()
    };
    overrides.apply(&submission("jos\u{e9}"), &mut exercises);
    assert_eq!(exercises[0], judged());
    overrides.apply(&submission("ada"), &mut exercises);
    let [join] = exercises;
    assert_eq!((join.points, join.earned()), (2.5, 2.5));
    assert_eq!(join.status, judged().status);
    assert_eq!(
        join.overridden,
        Some(Override {
            points: 2.5,
            judged_points: 0.0,
            reason: "the test is wrong, see #12".to_owned()
        })
    );
}

#[test]
fn a_student_is_known_by_id_or_by_folder_however_the_accent_is_written() {
    for name in ["ada", "s17", "jose\u{301}"] {
        let text = format!("{HEAD}{name},join,5,orally\n");
        assert_eq!(resolve(&text).unwrap().len(), 1, "{name}");
    }
}

#[test]
fn a_wrong_line_is_named_with_what_is_wrong() {
    let line = |line: &str| format!("{HEAD}{line}\n");
    refused(
        &line("adda,join,5,x"),
        "o.csv:2: nobody is called `adda` (did you mean `ada`?)",
    );
    refused(
        &line("ada,jion,5,x"),
        "o.csv:2: the course has no exercise `jion` (did you mean `join`?)",
    );
    for points in ["5.01", "-1", "nan", "inf", "five", ""] {
        let want =
            format!("o.csv:2: `{points}` cannot be the points of `join`: they go from 0 to 5");
        refused(&line(&format!("ada,join,{points},x")), &want);
    }
    refused(
        &line("ada,join,5, "),
        "o.csv:2: there is no reason why `ada`",
    );
    refused(&line(",join,5,x"), "o.csv:2: there is no student");
    refused(&line("ada,,5,x"), "o.csv:2: there is no exercise");
    refused(
        &line("ada,join,5,x\ns17,join,4,y"),
        "o.csv:3: the points of `ada` for `join` are set already on line 2",
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_within_a_bound() {
    let lines = "zoe,join,5,x\n".repeat(12);
    let error = resolve(&format!("{HEAD}{lines}")).unwrap_err().to_string();
    assert!(error.starts_with("12 lines of the overrides are wrong\n  o.csv:2:"));
    assert!(error.ends_with("\n  and 2 more"), "{error}");
    assert_eq!(error.lines().count(), 12);
}

#[test]
fn the_first_line_names_the_columns() {
    refused(
        "student;exercise;points;reason\n",
        "o.csv:1: there is no column `student`",
    );
    refused(
        "student,exercise,points\n",
        "there is no column `reason`, but: student, exercise",
    );
    refused(
        "student,id,exercise,points,reason\n",
        "there are two columns for the student",
    );
}
