//! Pictures, in a real browser and in a reader of traces that others wrote.

use super::consumers::{ask, installed};
use super::{options, sample};
use report::{Activity, Clock, End, Span, Spans};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;
use workbook::cli::ReportFormat;
use workbook::reporter::formats::render_all;
use workbook::reporter::picture::{Scene, page, trace};

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

/// Two requests at once, and a task with an evil name that is dropped.
fn scene() -> Scene {
    let dropped = Span {
        how: End::Cancelled,
        ..span("<img src=x onerror=smuggled=1>", "task 1", 20, 80)
    };
    let (user, orders) = (
        span("user 7", "main", 0, 50),
        span("orders 7", "main", 0, 30),
    );
    Scene {
        title: "both at once".to_owned(),
        passed: Some(true),
        spans: Spans {
            clock: Clock::Virtual,
            spans: vec![user, orders, dropped, span("mark", "task 1", 80, 80)],
        },
    }
}

/// What a person sees who does `act` with a file of this content.
fn look(act: &str, name: &str, content: &str, arguments: &[&str]) -> Option<Value> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, content).unwrap();
    look_at(act, &file, arguments)
}

/// The same with a file that is there.
pub(super) fn look_at(act: &str, file: &Path, arguments: &[&str]) -> Option<Value> {
    let python = installed("python/bin/python")?;
    if !has_browser() {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/browser.py");
    let mut all = vec![script.to_str().unwrap(), act, file.to_str().unwrap()];
    all.extend(arguments);
    let folder = file.parent().unwrap();
    let seen = ask(&python, &all, folder, "");
    Some(serde_json::from_str(&seen).unwrap())
}

/// Whether the system has one, with its driver. In CI it must.
fn has_browser() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).any(|folder| folder.join("chromedriver").exists());
    assert!(
        found || env::var_os("CI").is_none(),
        "`chromedriver` is not installed: install the packages chromium and chromium-driver"
    );
    if !found {
        // Past the capture of test output, so that nobody takes this for a pass.
        let _ = writeln!(io::stderr(), "NOT TESTED: `chromedriver` is missing");
    }
    found
}

#[test]
fn a_timeline_can_be_walked_through_and_looked_at_closely() {
    let page = page("join: what ran when", &[scene()], "fedcba98");
    let Some(seen) = look("player", "page.html", &page, &[]) else {
        return;
    };
    assert_eq!(
        seen,
        json!({
            "title": "join: what ran when",
            "at first": "7 steps: go through them with the arrow keys",
            "all": ["0 ms", "20 ms", "40 ms", "60 ms", "80 ms"],
            "first step": "1 of 7 · 0 ms · user 7 (main) begins",
            "later": 3,
            "last step": "7 of 7 · 80 ms · mark (task 1) happens",
            "later at the end": 0,
            "closer": ["40 ms", "50 ms", "60 ms", "70 ms", "80 ms"],
            "all again": ["0 ms", "20 ms", "40 ms", "60 ms", "80 ms"],
            "pointed at": "user 7 (main): 0 ms to 50 ms, waited at an .await",
            "scripts of others": true,
            "errors": [],
        })
    );
}

/// Alice and bob handed in the same, and somebody an answer that means harm.
#[test]
fn the_page_of_a_class_sorts_filters_and_leads_to_details() {
    let (alice, mut bob, mut mallory) = (sample("mixed"), sample("changed"), sample("hostile"));
    let submission = bob.submission.as_mut().unwrap();
    submission.name = Some("Bob".to_owned());
    for exercise in &mut bob.exercises {
        // Less than alice has.
        exercise.points /= 2.0;
    }
    let submission = mallory.submission.as_mut().unwrap();
    submission.name = Some("<script>smuggled = 1</script>".to_owned());
    let class = [alice, bob, mallory];
    let page = render_all(ReportFormat::Html, &class, &options()).unwrap();
    let Some(seen) = look("class", "class.html", &page, &[]) else {
        return;
    };
    let (alice, mallory) = ("Alice Lovelace", "<script>smuggled = 1</script>");
    assert_eq!(seen["at first"], json!([alice, "Bob", mallory]), "{seen}");
    let ascending = &seen["fewest points first"];
    assert_eq!(ascending[2], alice, "{seen}");
    assert_eq!(seen["most points first"][0], alice, "{seen}");
    let sorted = json!([null, null, "descending", null, null, null]);
    assert_eq!(seen["sorted"], sorted);
    assert_eq!(seen["filtered"], json!([alice]));
    assert_eq!(seen["count"], "1 of 3");
    assert_eq!(seen["at the link"], true, "{seen}");
    assert_eq!(seen["scripts of others"], true, "{seen}");
    assert_eq!(seen["errors"], json!([]), "{seen}");
    assert!(
        seen["mistakes"]
            .as_str()
            .unwrap()
            .starts_with("channel 2\nof 3 submissions"),
        "{seen}"
    );
    is_for_everybody(&seen);
}

/// Who does without a mouse or without a screen has the same from it.
#[track_caller]
fn is_for_everybody(seen: &Value) {
    let filter = json!(["Show only names with", "searchbox"]);
    assert_eq!(seen["filter"], filter, "{seen}");
    let keys = &seen["by keys"];
    assert_eq!(keys["ring"], json!(["solid", "2px"]), "{seen}");
    assert_eq!(keys["sorted"], "descending", "{seen}");
    assert_ne!(keys["fewest first"], keys["most first"], "{seen}");
    assert_eq!(seen["fits a phone"], true, "{seen}");
    assert_eq!(seen["on paper"], json!([true, "none"]), "{seen}");
    let heard = &seen["heard"];
    let tables = heard["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 2, "{seen}");
    let regions = json!(["Mistakes by exercise", "Submissions"]);
    assert_eq!(heard["regions"], regions, "{seen}");
    let map = heard["map"].as_array().unwrap();
    let counts = |cell: &Value| cell.as_str().unwrap().ends_with(" of 3 submissions");
    assert!(
        map.iter().all(|cell| counts(cell) || cell == "none"),
        "{seen}"
    );
    assert!(map.iter().any(counts), "{seen}");
    let bob = "1 passed; not passed: try_join (not concurrent), channel (wrong result); 1 not handed in; \
               other points: join (set, judged 5; late), try_join (set, judged 0; late), channel \
               (late, 0.35 taken), cancel_safe (set, judged 0; late)";
    let strips = heard["strips"].as_array().unwrap();
    assert!(strips.contains(&bob.into()), "{seen}");
    // Signs for sorting are nothing to be read out.
    let buttons = heard["buttons"].as_array().unwrap();
    assert!(buttons.contains(&"Points".into()), "{seen}");
}

#[test]
fn a_reader_of_traces_opens_ours() {
    let Some(reader) = installed("node/node_modules/speedscope/dist/release/index.html") else {
        return;
    };
    let trace = trace(&[scene()]);
    let reader = reader.to_str().unwrap();
    let Some(seen) = look("trace", "trace.json", &trace, &[reader]) else {
        return;
    };
    assert_eq!(seen["said"], json!([]), "{seen}");
    let shown = seen["shown"].as_str().unwrap();
    let threads = "both at once (pid 1), main (tid 1)";
    assert!(shown.contains(threads), "{shown}");
}
