//! Pictures for browsers and for other programs.

use super::*;
use report::{Activity, Clock, End, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

fn span(item: &str, lane: &str, start: u64, end: u64) -> Span {
    Span {
        item: item.to_owned(),
        lane: lane.to_owned(),
        waits: false,
        activity: Some(Activity::Waiting),
        start: Duration::from_millis(start),
        end: Duration::from_millis(end),
        how: End::Finished,
    }
}

fn scene(spans: Vec<Span>) -> Scene {
    let clock = Clock::Virtual;
    Scene {
        title: "two at once".to_owned(),
        passed: Some(true),
        spans: Spans { clock, spans },
    }
}

fn events(scenes: &[Scene], phase: &str) -> Vec<Value> {
    let trace: Value = serde_json::from_str(&trace(scenes)).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let events = events.iter().filter(|event| event["ph"] == phase);
    events.cloned().collect()
}

#[test]
fn a_piece_of_work_is_an_event_with_its_time_and_its_thread() {
    let scenes = [scene(vec![span("user 1", "main", 5, 55)])];
    let work = events(&scenes, "X");
    assert_eq!(work.len(), 1);
    let event = &work[0];
    assert_eq!(
        (&event["ts"], &event["dur"]),
        (&5_000.into(), &50_000.into())
    );
    assert_eq!(event["name"], "user 1");
    let names = events(&scenes, "M");
    let threads = names
        .iter()
        .find(|one| one["name"] == "thread_name")
        .unwrap();
    assert_eq!(threads["args"]["name"], "main");
    assert_eq!(threads["tid"], event["tid"]);
}

/// A reader would take the second of two that overlap for a call within the first.
#[test]
fn what_overlaps_on_a_lane_never_shares_a_track() {
    let scenes = [scene(vec![
        span("a", "main", 0, 50),
        span("b", "main", 10, 60),
        span("c", "main", 50, 80),
        span("d", "other", 60, 70),
    ])];
    let mut ends = BTreeMap::new();
    for event in events(&scenes, "X") {
        let (start, length) = (
            event["ts"].as_u64().unwrap(),
            event["dur"].as_u64().unwrap(),
        );
        let last = ends.insert(event["tid"].as_u64().unwrap(), start + length);
        assert!(last.is_none_or(|last| last <= start), "{event}");
    }
    assert_eq!(ends.len(), 3, "two tracks of main, and one of the other");
}

#[test]
fn a_moment_has_no_length() {
    let scenes = [scene(vec![span("mark", "main", 7, 7)])];
    assert_eq!(events(&scenes, "X"), Vec::<Value>::new());
    let moments = events(&scenes, "i");
    assert_eq!(
        (&moments[0]["ts"], &moments[0]["s"]),
        (&7_000.into(), &"t".into())
    );
}

#[test]
fn each_test_is_a_process_of_its_own() {
    let scenes = [
        scene(vec![span("a", "main", 0, 50)]),
        scene(vec![span("b", "main", 0, 50)]),
    ];
    let processes = events(&scenes, "X")
        .into_iter()
        .map(|event| event["pid"].clone());
    assert_eq!(processes.collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn what_an_answer_calls_its_work_is_text_in_every_picture() {
    let evil = "</title><script>alert(1)</script>\u{1b}[2J\"'";
    let scene = scene(vec![span(evil, evil, 0, 50)]);
    let document = document(evil, &scene.spans);
    let page = page(evil, std::slice::from_ref(&scene), "word");
    for text in [&document, &page] {
        assert!(!text.contains("<script>alert"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("<script nonce=\"word\">"));
}

#[test]
fn names_are_one_line_without_control_characters() {
    let spans = Spans {
        clock: Clock::Real,
        spans: vec![span("a\nb\u{1b}[31m", "\u{202e}main", 0, 1)],
    };
    let spans = legible(spans).spans;
    assert_eq!(spans[0].item, "a b");
    assert_eq!(spans[0].lane, "\\u{202e}main");
}

#[test]
fn what_somebody_does_is_told_by_shape_and_by_words() {
    let doing = |activity| Span {
        activity: Some(activity),
        ..span("work", "main", 0, 50)
    };
    let activities = [
        Activity::Waiting,
        Activity::Computing,
        Activity::Blocking,
        Activity::Locking,
    ];
    let spans = Spans {
        clock: Clock::Virtual,
        spans: activities.map(doing).to_vec(),
    };
    let figure = figure(&spans, 12);
    for words in [
        "waits at an .await",
        "computes",
        "blocks its thread",
        "waits for a lock",
    ] {
        assert!(figure.contains(words), "{figure}");
    }
    assert!(
        figure.contains("height=\"8.0\"") && figure.contains("height=\"18.0\""),
        "{figure}"
    );
}

#[test]
fn where_nothing_ran_nothing_is_drawn() {
    let nothing = scene(Vec::new());
    assert_eq!(figure(&nothing.spans, 12), "");
    assert!(!page("none", &[nothing], "word").contains("<figure"));
}
