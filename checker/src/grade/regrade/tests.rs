//! Why points are others than before, and how the new results take their place.

use super::compare::compare;
use super::movement::{Moved, MovedExercise, Regrade, Touched};
use super::replace::{finish_replacing, place_of_earlier, replace, staged};
use super::row::Row;
use super::text::text;
use crate::grade::folder::Folder;
use crate::grade::run_file::{RUN_FILE, RunFile};
use crate::grade::secret::Secret;
use crate::reporter::{Look, json::schema::is_published, sample};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Somebody with one answer to the first exercise of the sample.
fn row(change: &[(&str, Value)]) -> Row {
    let mut mark = json!({
        "id": "join", "status": "pass", "points": 5.0, "max_points": 5.0,
        "files": [{ "path": "join.rs", "blake3": "a" }],
    });
    for (field, value) in change {
        mark[field] = value.clone();
    }
    let totals = json!({ "exercises": 1, "passed": 1, "points": mark["points"], "max_points": mark["max_points"] });
    let row = json!({
        "submission": { "id": "ada", "name": null, "path": "ada" },
        "totals": totals,
        "exercises": [mark],
    });
    serde_json::from_value(row).unwrap()
}

#[track_caller]
fn check(before: &[(&str, Value)], after: &[(&str, Value)], want: &[&str]) {
    let changes = BTreeMap::from([("join".to_owned(), vec!["the hidden test".to_owned()])]);
    let moved = compare(
        &sample::course(),
        Some(&row(before)),
        Some(&row(after)),
        &changes,
    );
    let why = moved.map(|moved| moved.exercises[0].why.clone());
    assert_eq!(why.unwrap_or_default(), want);
}

#[test]
fn each_change_of_points_has_its_reason() {
    let fail = [("status", json!("fail")), ("points", json!(0.0))];
    let infra = [("status", json!("infra")), ("points", json!(0.0))];
    check(&[], &[], &[]);
    check(&[], &fail, &["the hidden test"]);
    check(&infra, &[], &["it could not be judged before"]);
    check(&[], &infra, &["it could not be judged"]);
    let other = json!([{ "path": "join.rs", "blake3": "b" }]);
    let after = [&fail[..], &[("files", other)]].concat();
    check(&[], &after, &["another answer was handed in"]);
    let worth = [("points", json!(3.0)), ("max_points", json!(3.0))];
    check(&[], &worth, &["what it is worth"]);
    let set = json!({ "points": 2.0, "judged_points": 5.0, "reason": "x" });
    let set = [("points", json!(2.0)), ("override", set)];
    check(&[], &set, &["points that you set"]);
    check(&set, &[], &["the points that you set were taken back"]);
    let late = json!({ "due": "", "seconds": 90, "days": 1, "points_before": 5.0, "taken": 0.5, "rule": "x" });
    let late = [("points", json!(4.5)), ("late", late)];
    check(&[], &late, &["lateness"]);
    let both = json!({ "due": "", "seconds": 90, "days": 1, "points_before": 0.0, "taken": 0.0, "rule": "x" });
    let both = [&fail[..], &[("late", both)]].concat();
    check(&late, &both, &["the hidden test"]);
}

#[test]
fn who_was_not_there_before_or_is_there_no_more_is_told_apart() {
    let (course, none) = (sample::course(), BTreeMap::new());
    let new = compare(&course, None, Some(&row(&[])), &none).unwrap();
    assert_eq!((new.points_before, new.points), (None, 5.0));
    assert_eq!(new.exercises[0].why, ["graded for the first time"]);
    let gone = compare(&course, Some(&row(&[])), None, &none).unwrap();
    assert_eq!((gone.points_before, gone.points), (Some(5.0), 0.0));
    assert_eq!(compare(&course, None, None, &none), None);
}

/// Results with a run file, and new ones beside them.
fn results(dir: &tempfile::TempDir) -> Folder {
    let out = Folder::create(&dir.path().join("grades")).unwrap();
    RunFile::sample().write(&out, &Secret::sample()).unwrap();
    let new = staged(&out).unwrap();
    for (folder, text) in [(&out, "before"), (&new, "after")] {
        for file in ["submissions/ada/report.json", "gradebook.csv"] {
            folder.replace(Path::new(file), text.as_bytes()).unwrap();
        }
    }
    new.replace(Path::new("regrade.json"), b"after").unwrap();
    out
}

fn read(out: &Folder, file: &str) -> String {
    String::from_utf8(out.read(Path::new(file)).unwrap()).unwrap()
}

#[track_caller]
fn is_replaced(out: &Folder) {
    for file in [
        "submissions/ada/report.json",
        "gradebook.csv",
        "regrade.json",
    ] {
        assert_eq!(read(out, file), "after");
    }
    for file in ["submissions/ada/report.json", "gradebook.csv"] {
        assert_eq!(read(out, &format!("earlier/1/{file}")), "before");
    }
    let run = RunFile::read(out, &Secret::sample()).unwrap();
    assert_eq!((run.policy.as_str(), run.replaces), ("new", None));
    assert!(!out.has(Path::new("regrading")).unwrap());
    assert_eq!(place_of_earlier(out).unwrap(), Path::new("earlier/2"));
}

#[test]
fn new_results_take_the_place_of_those_of_before_whenever_it_is_interrupted() {
    let now = RunFile {
        policy: "new".to_owned(),
        ..RunFile::sample()
    };
    let secret = Secret::sample();
    let dir = tempfile::tempdir().unwrap();
    let out = results(&dir);
    replace(&out, &secret, &now).unwrap();
    is_replaced(&out);
    let before = RunFile::sample();
    let kept = out.inside(Path::new("earlier/1")).unwrap();
    assert_eq!(RunFile::read(&kept, &secret).unwrap(), before);
    // Each step that may have been the last one.
    let steps = [
        ("submissions", "earlier/1/submissions"),
        ("regrading/submissions", "submissions"),
        ("gradebook.csv", "earlier/1/gradebook.csv"),
        ("regrading/gradebook.csv", "gradebook.csv"),
        ("regrading/regrade.json", "regrade.json"),
    ];
    for done in 0..=steps.len() {
        let dir = tempfile::tempdir().unwrap();
        let out = results(&dir);
        let begun = RunFile {
            replaces: Some(1),
            ..now.clone()
        };
        begun.write(&out, &secret).unwrap();
        for (from, to) in &steps[..done] {
            out.rename(Path::new(from), Path::new(to)).unwrap();
        }
        // Whoever goes on does not know that it is not the first.
        now.claim(&out.path(""), true, &secret).unwrap();
        is_replaced(&out);
    }
    // Where it was not begun, nothing is done.
    let dir = tempfile::tempdir().unwrap();
    let out = results(&dir);
    finish_replacing(&out, &secret).unwrap();
    assert_eq!(read(&out, "gradebook.csv"), "before");
    assert!(out.has(Path::new(RUN_FILE)).unwrap());
}

fn touched(id: &str) -> Touched {
    Touched {
        id: id.to_owned(),
        changed: vec!["the compiler".to_owned(), "the crate `proof`".to_owned()],
        answers: 3,
        judged: 2,
    }
}

/// A new compiler, and many people with a long name.
fn regrade() -> Regrade {
    let moved = Moved {
        id: "a-name-that-is-far-too-long-for-a-table".to_owned(),
        name: None,
        points_before: Some(7.5),
        points: 10.0,
        max_points_before: Some(10.0),
        max_points: 10.0,
        exercises: vec![MovedExercise {
            id: "join".to_owned(),
            status_before: None,
            status: None,
            points_before: None,
            points: Some(10.0),
            max_points_before: Some(10.0),
            max_points: Some(10.0),
            why: vec!["the compiler".to_owned(), "the crate `proof`".to_owned()],
        }],
    };
    Regrade {
        schema: "workbook/regrade/v1".to_owned(),
        course: "bench".to_owned(),
        dry_run: false,
        judged: 26,
        kept: 0,
        graded: 300,
        earlier: Some("earlier/1".to_owned()),
        exercises: (0..13).map(|n| touched(&format!("e{n}"))).collect(),
        submissions: vec![moved; 300],
    }
}

#[test]
fn the_document_has_a_schema() {
    is_published("regrade", &regrade());
}

#[test]
fn a_table_is_as_wide_as_the_terminal_and_no_longer_than_somebody_reads() {
    let regrade = regrade();
    let look = Look {
        width: 72,
        ..Look::plain()
    };
    let text = text(&regrade, "grades", &look);
    let lines: Vec<_> = text.lines().collect();
    let want = "13 exercises       39      26  the compiler, the crate `proof`";
    assert_eq!(lines[1], want);
    let want = [
        "a-name-that-is-far-to...  join           -     10  the compiler, the crate",
        "                                                   `proof`",
        "                          total        7.5     10",
    ];
    assert_eq!(
        lines[4..7]
            .iter()
            .map(|line| line.trim_end())
            .collect::<Vec<_>>(),
        want
    );
    assert!(
        text.contains("400 lines more; all of them are in `grades/regrade.json`"),
        "{text}"
    );
    assert!(lines.iter().all(|line| line.len() <= 74), "{text}");
}
