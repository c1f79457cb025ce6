//! `workbook compare`: measured, not asserted.

use crate::support::Bench;
use serde_json::Value;

const APPROACHES: [&str; 6] = [
    "sync",
    "threads",
    "async-current-thread",
    "async-multi-thread",
    "rayon",
    "processes",
];

/// The figure, where the machine was quiet enough for one; else there is a reason.
fn figure(row: &Value, name: &str) -> Option<f64> {
    let figure = &row[name];
    if let Some(reason) = figure["unknown"].as_str() {
        assert!(!reason.is_empty());
        return None;
    }
    let of = |name: &str| figure[name].as_f64().unwrap();
    assert!(
        of("low") <= of("median") && of("median") <= of("high"),
        "{figure}"
    );
    Some(of("median"))
}

#[test]
fn what_each_approach_costs_is_measured() {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    let ran = bench.workbook(&["compare", "--json"]).exits(0);
    let json = ran.json();
    assert_eq!(json["schema"], "workbook/compare/v1");
    assert!(json["noise"]["runs"].as_u64().unwrap() >= 9, "{ran}");
    let rows = json["approaches"].as_array().unwrap();
    let names: Vec<_> = rows
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, APPROACHES);
    // 20 jobs that wait for 20 ms each: no machine is faster than that.
    for (row, least) in rows.iter().zip([400e3, 20e3, 20e3, 20e3, 20e3, 20e3]) {
        if let Some(waiting) = figure(row, "waiting_us") {
            assert!(waiting >= least, "{waiting} us{ran}");
        }
        for name in ["computing_us", "start_us", "memory_bytes"] {
            assert!(figure(row, name).is_none_or(|value| value >= 0.0), "{ran}");
        }
    }
    // A thread for each unit beside the first one, and none for tasks of one thread.
    let threads = |row: usize| figure(&rows[row], "threads");
    assert!(threads(0).is_none_or(|threads| threads == 1.0), "{ran}");
    assert!(threads(1).is_none_or(|threads| threads > 900.0), "{ran}");
    assert!(threads(2).is_none_or(|threads| threads == 1.0), "{ran}");
    assert!(threads(5).is_none_or(|threads| threads >= 20.0), "{ran}");
    let memory = |row: usize| figure(&rows[row], "memory_bytes");
    if let (Some(thread), Some(task)) = (memory(1), memory(2)) {
        assert!(thread > task, "{ran}");
    }
    bench.is_quiet();
}

#[test]
fn a_course_without_our_crates_has_nothing_to_compare() {
    let bench = Bench::new();
    let ran = bench.workbook(&["compare"]).exits(2).complains_once();
    ran.stderr_has("workbook init DIR");
    let both = ["compare", "--json", "--markdown"];
    bench
        .workbook(&both)
        .exits(2)
        .stderr_has("cannot be used with");
}
