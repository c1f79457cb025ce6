//! What the pool promises.

use super::fixture::{Class, many};
use super::*;
use crate::grade::GRADEBOOK;
use crate::grade::desk::folder_of;
use crate::reporter::json::Status;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn every_distinct_answer_is_judged_once_however_many_work_on_it() {
    for jobs in [1, 8] {
        let class = many(60);
        let summary = class.grade("out", jobs, None).unwrap();
        let judged = class.judged();
        assert!(judged.iter().all(|times| *times == 1), "{judged:?}");
        assert_eq!((summary.submissions, summary.judged), (60, judged.len()));
        // And not again.
        let again = class.grade("out", jobs, None).unwrap();
        assert_eq!((again.submissions, again.judged), (60, 0));
    }
}

#[test]
fn answers_kept_apart_are_judged_for_each_submission() {
    let mut class = Class::new(&[("ada", "right", "right"), ("bob", "right", "right")]);
    class.apart = true;
    class.grade("out", 2, None).unwrap();
    assert_eq!(class.judged(), [4]);
}

#[test]
fn what_cannot_be_judged_is_left_out_and_tried_again() {
    let class = Class::new(&[("ada", "right", "trouble"), ("bob", "panic", "right")]);
    for _ in 0..2 {
        let summary = class.grade("out", 2, None).unwrap();
        assert_eq!((summary.submissions, summary.incomplete), (2, 2));
        assert!(summary.trouble.is_some());
        let ada = class.report("out", "ada");
        assert_eq!(ada.exercises[1].status, Status::Infra);
        assert_eq!(ada.exercises[1].error.as_deref(), Some("no disk"));
        assert!(!ada.complete);
        assert_eq!((ada.totals.points, ada.totals.max_points), (5.0, 5.0));
        let bob = class.report("out", "bob");
        let error = bob.exercises[0].error.clone().unwrap();
        assert!(error.contains("a bug of ours"), "{error}");
        assert_eq!(bob.exercises[1].status, Status::Pass);
    }
    // Both times, while the right one was stored.
    let judged = class.judged.lock().unwrap().clone();
    assert_eq!((judged["trouble"], judged["panic"]), (2, 2));
    assert_eq!(judged["right"], 2, "one for each exercise");
    let rows = class.gradebook("out");
    assert!(rows.contains("ada,,,incomplete,5,5,,,5,\n"), "{rows}");
}

#[test]
fn a_damaged_verdict_is_judged_again() {
    let class = Class::new(&[("ada", "right", "wrong")]);
    class.grade("out", 1, None).unwrap();
    let before = class.gradebook("out");
    class.judged();
    for folder in fs::read_dir(class.out("out").join("verdicts")).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read(&path).unwrap();
            fs::write(&path, &text[..text.len() / 2]).unwrap();
        }
    }
    class.grade("out", 1, None).unwrap();
    assert_eq!(class.judged(), [1, 1]);
    assert_eq!(class.gradebook("out"), before);
}

#[test]
fn a_cancelled_run_goes_on_where_it_was() {
    let class = Class::new(&[("a", "right", "wrong"), ("b", "cancel", "right 2")]);
    assert!(class.grade("out", 1, None).is_none());
    assert!(!class.out("out").join(GRADEBOOK).exists());
    let report = class.report("out", "a");
    assert_eq!(
        report.exercises.len(),
        2,
        "written before the other was judged"
    );
    class.judged();
    fs::write(class.out("class/b/join.rs"), "right").unwrap();
    let class = Class {
        cancel: Cancel::default(),
        ..class
    };
    class.grade("out", 1, None).unwrap();
    assert_eq!(class.judged(), [1], "only what was not judged before");
}

#[test]
fn a_report_grows_with_every_verdict() {
    let class = Class::new(&[("ada", "right", "wrong")]);
    let seen = AtomicUsize::new(9);
    // The second answer is judged when the first is written down.
    let class = &class;
    let look = |text: &str| {
        let path = class.out("out").join(folder_of("ada")).join("report.json");
        let report = fs::read(path).ok();
        let report = report.map(|text| serde_json::from_slice::<Report>(&text).unwrap());
        if let Some(report) = report.filter(|_| text == "wrong") {
            assert!(!report.complete);
            seen.store(report.exercises.len(), Ordering::SeqCst);
        }
    };
    let judge = |_: &Exercise, text: &[u8]| {
        let text = std::str::from_utf8(text).unwrap();
        look(text);
        class.says(text)
    };
    let complete = class.pool(("out", 1, None), &judge, |pool| pool.grade(&mut |_| Ok(())));
    assert!(complete.unwrap());
    assert_eq!(seen.into_inner(), 1);
    assert!(class.report("out", "ada").complete);
}

#[test]
fn nobody_listening_ends_the_run() {
    let class = many(40);
    let judge = |_: &Exercise, text: &[u8]| class.says(std::str::from_utf8(text).unwrap());
    let outcome = class.pool(("out", 2, None), &judge, |pool| {
        pool.grade(&mut |_| anyhow::bail!("closed"))
    });
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), "closed");
    assert!(class.cancel.is_cancelled());
}

#[test]
fn shards_put_together_are_as_one_run() {
    let class = many(30);
    let whole = class.grade("whole", 2, None).unwrap();
    let distinct = class.judged().len();
    let names = ["one", "two", "three"];
    for (index, name) in (1..).zip(names) {
        class.grade(name, 2, Some(Shard { index, of: 3 })).unwrap();
    }
    let judged = class.judged();
    assert_eq!(judged, vec![1; distinct], "each by exactly one shard");
    let merged = class.merge(&names, "merged").unwrap();
    assert_eq!(merged.submissions, whole.submissions);
    assert_eq!(class.gradebook("merged"), class.gradebook("whole"));
    let again = class.grade("merged", 2, None).unwrap();
    assert_eq!(again.judged, 0, "the verdicts were copied");
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let class = many(4);
    for index in 1..=2 {
        let shard = Shard { index, of: 2 };
        class
            .grade(&format!("half{index}"), 1, Some(shard))
            .unwrap();
    }
    class
        .grade("third", 1, Some(Shard { index: 2, of: 3 }))
        .unwrap();
    class.grade("whole", 1, None).unwrap();
    let refused = |from: &[&str], want: &str| {
        let error = format!("{:#}", class.merge(from, "merged").unwrap_err());
        assert!(error.contains(want), "{error}");
    };
    refused(&["half1"], "the shard 2/2 is missing");
    refused(&["half1", "third"], "what differs: the number of shards");
    refused(&["half1", "half1"], "are both shard 1/2");
    refused(&["half1", "whole"], "is no shard");
    refused(&["half1", "nowhere"], "is this a folder of results?");
    fs::create_dir(class.out("class/new")).unwrap();
    class
        .grade("late2", 1, Some(Shard { index: 2, of: 2 }))
        .unwrap();
    refused(&["half1", "late2"], "what differs: the submissions");
    assert!(!class.out("merged").exists());
}

#[test]
fn what_a_shard_has_not_judged_is_trouble_and_no_points() {
    let class = Class::new(&[("ada", "right", "right")]);
    for index in 1..=2 {
        let shard = Shard { index, of: 2 };
        class
            .grade(&format!("half{index}"), 1, Some(shard))
            .unwrap();
    }
    for half in ["half1", "half2"] {
        let _ = fs::remove_dir_all(class.out(half).join("verdicts"));
    }
    let summary = class.merge(&["half1", "half2"], "merged").unwrap();
    assert_eq!(summary.incomplete, 1);
    assert!(summary.trouble.unwrap().contains("no shard has a verdict"));
}
