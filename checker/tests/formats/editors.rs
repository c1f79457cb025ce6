//! The pattern that VS Code is given finds the places of a verdict.

use super::book::{LESSON, course, repository, write};
use super::consumers::{ask, installed};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const FIND: &str = r"
import json, re, sys
tasks, said = json.load(sys.stdin)
matcher = next(task for task in tasks['tasks'] if task['label'] == 'workbook: run')['problemMatcher'][0]
pattern = matcher['pattern']
found = [re.search(pattern['regexp'], line) for line in said.splitlines()]
json.dump([[one[pattern[what]] for what in ('file', 'line', 'column')] for one in found if one], sys.stdout)
";

fn tasks(file: &str) -> Value {
    let text = fs::read_to_string(repository().join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// What `workbook run` says of `join` where `from` has become `to`.
fn said(root: &Path, from: &str, to: &str) -> String {
    let file = root.join("exercises").join(LESSON).join("02_join.rs");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{text}");
    write(&file, &text.replacen(from, to, 1));
    let output = Command::new(env!("CARGO_BIN_EXE_workbook"))
        .args(["run", "join"])
        .current_dir(root)
        .env(
            "WORKBOOK_CACHE_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"),
        )
        .output()
        .unwrap();
    write(&file, &text);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_task_for_vs_code_finds_the_places_of_a_verdict() {
    let Some(python) = installed("python/bin/python") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    course(folder.path());
    let [clone, written] = [
        ".vscode/tasks.json",
        "checker/src/command/init/vscode_tasks.json",
    ]
    .map(tasks);
    let matchers = |tasks: &Value| {
        let tasks = tasks["tasks"].as_array().unwrap().iter();
        tasks
            .map(|task| task["problemMatcher"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(matchers(&clone), matchers(&written));
    let place = format!("exercises/{LESSON}/02_join.rs");
    for (from, to) in [
        ("api.user(id).await;", "api.user(\"seven\").await;"),
        ("api.user(id).await;", "panic!(\"out of paper\");"),
    ] {
        let said = said(folder.path(), from, to);
        let input = json!([clone, said]).to_string();
        let found = ask(&python, &["-c", FIND], folder.path(), &input);
        let found: Value = serde_json::from_str(&found).unwrap();
        let first = &found[0];
        assert_eq!(first[0], place.as_str(), "{said}");
        assert_eq!(first[1], "28", "{said}");
    }
}
