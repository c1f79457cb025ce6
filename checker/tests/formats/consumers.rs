//! Formats, read by programs that others wrote. `consumers.sh` installs them;
//! where it did not run, these tests say loudly that they did nothing, and in
//! CI they fail.

use super::runner::commands;
use super::{SAMPLES, golden, options, sample};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use workbook::cli::ReportFormat;
use workbook::reporter::formats::{render, render_all};
use workbook::reporter::json::Status;

/// A program that `consumers.sh` installed.
pub(super) fn installed(inside: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers");
    let path = place.join(inside);
    if place.join("installed-3").exists() && path.exists() {
        return Some(path);
    }
    let told = "run checker/tests/formats/consumers.sh first";
    assert!(
        std::env::var_os("CI").is_none(),
        "`{inside}` is not installed: {told}"
    );
    // Past the capture of test output, so that nobody takes this for a pass.
    let _ = writeln!(
        std::io::stderr(),
        "NOT TESTED: `{inside}` is missing; {told}"
    );
    None
}

/// What a script says about `input`.
#[track_caller]
pub(super) fn ask(program: &Path, arguments: &[&str], folder: &Path, input: &str) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

const READ_JUNIT: &str = r#"
import json, sys
from junitparser import JUnitXml
found = []
for suite in JUnitXml.fromstring(sys.stdin.buffer.read()):
    for case in suite:
        found.append({
            "suite": suite.name, "name": case.name, "class": case.classname,
            "file": case._elem.get("file"), "line": case._elem.get("line"),
            "results": [[type(one).__name__, one.type, one.message] for one in case.result],
            "output": case.system_out,
        })
json.dump(found, sys.stdout)
"#;

fn junit(reports: &[&str]) -> Option<Vec<Value>> {
    let python = installed("python/bin/python")?;
    let reports: Vec<_> = reports.iter().map(|name| sample(name)).collect();
    let text = render_all(ReportFormat::Junit, &reports, &options()).unwrap();
    let read = ask(&python, &["-c", READ_JUNIT], &golden(), &text);
    Some(serde_json::from_str(&read).unwrap())
}

#[test]
fn a_reader_of_junit_finds_files_lines_and_messages() {
    let Some(cases) = junit(&["mixed"]) else {
        return;
    };
    let find = |suite: &str, name: &str| {
        let is = |case: &&Value| {
            case["suite"].as_str().unwrap().ends_with(suite) && case["name"] == name
        };
        let found = cases.iter().find(is);
        found.unwrap_or_else(|| panic!("no {suite} {name}")).clone()
    };
    let case = find("::try_join", "both_requests_are_under_way_at_once");
    assert_eq!(case["file"], "exercises/03_async_fundamentals/02_join.rs");
    assert_eq!(case["line"], "12");
    assert_eq!(case["class"], "03_async_fundamentals::try_join");
    assert_eq!(case["output"], "asking for user 1\nasking for user 2");
    let results = |case: &Value| {
        let results = case["results"].as_array().unwrap().clone();
        results
            .iter()
            .map(|one| [0, 1, 2].map(|n| one[n].as_str().unwrap_or("").to_owned()))
            .collect::<Vec<_>>()
    };
    let first = |case: &Value| results(case)[0].clone();
    let kinds = [
        (
            "::try_join",
            "both_requests_are_under_way_at_once",
            "Failure",
            "test failure",
        ),
        (
            "::callback",
            "the_caller_is_woken",
            "Failure",
            "test timeout",
        ),
        (
            "::state_machine",
            "each_step_is_one_piece",
            "Failure",
            "test abort",
        ),
        ("::spawn", "build", "Error", "build failure"),
        ("::joinset", "every_run", "Failure", "flaky"),
        ("::timeout", "policy", "Failure", "policy"),
        ("::select_loop", "the_shop_closes", "Error", "test missing"),
        ("::cancel_safe", "handed_in", "Failure", "test failure"),
    ];
    for (suite, name, element, kind) in kinds {
        let [got, ty, message] = first(&find(suite, name));
        assert_eq!((got.as_str(), ty.as_str()), (element, kind), "{suite}");
        assert!(!message.is_empty(), "{suite}");
    }
    assert_eq!(first(&find("::stream", "exercise"))[0], "Skipped");
    assert_eq!(
        find("::join", "both_users_are_returned")["results"],
        json!([])
    );
}

#[test]
fn no_exercise_that_did_not_pass_is_a_list_of_passes() {
    let Some(cases) = junit(&["mixed", "infra", "hostile"]) else {
        return;
    };
    for name in ["mixed", "infra", "hostile"] {
        let report = sample(name);
        let whose = report.submission.clone().unwrap().id;
        for exercise in &report.exercises {
            let suite = format!("{whose}::{}::{}", exercise.chapter, exercise.id);
            let mut own = cases.iter().filter(|case| case["suite"] == suite.as_str());
            let bad = own.any(|case| {
                let results = case["results"].as_array().unwrap();
                results
                    .iter()
                    .any(|one| one[0] == "Failure" || one[0] == "Error")
            });
            let skipped = exercise.status == Status::Skipped;
            assert_eq!(bad, exercise.status != Status::Pass && !skipped, "{suite}");
        }
    }
}

#[test]
fn hostile_text_is_well_formed_xml_and_stays_text() {
    let Some(cases) = junit(&["hostile"]) else {
        return;
    };
    let output = cases
        .iter()
        .find_map(|case| case["output"].as_str())
        .unwrap();
    assert!(output.starts_with("red ]]> </pre></svg><script>alert(1)</script> \"'&amp; "));
    assert!(output.ends_with("]0;title"), "{output}");
}

const READ_CSV: &str = r#"
import csv, json, sys
sys.stdin.reconfigure(newline="")
json.dump(list(csv.reader(sys.stdin, strict=True)), sys.stdout)
"#;

#[test]
fn a_reader_of_csv_finds_each_row_whole_and_no_formula() {
    let Some(python) = installed("python/bin/python") else {
        return;
    };
    let reports = SAMPLES.map(sample);
    let text = render_all(ReportFormat::Csv, &reports, &options()).unwrap();
    let read = ask(&python, &["-c", READ_CSV], &golden(), &text);
    let rows: Vec<Vec<String>> = serde_json::from_str(&read).unwrap();
    let exercises: usize = reports.iter().map(|report| report.exercises.len()).sum();
    assert_eq!(rows.len(), exercises + 1);
    for row in &rows {
        assert_eq!(row.len(), rows[0].len());
        for cell in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
}

const READ_HTML: &str = r#"
import json, sys
from html.parser import HTMLParser
seen, text, scripts = set(), [], []
class Reader(HTMLParser):
    def handle_starttag(self, tag, attributes):
        seen.add(tag)
        if tag == "script":
            scripts.append(attributes)
        seen.update(f"{tag} {name}" for name, _ in attributes)
    def handle_data(self, data):
        text.append(data)
Reader().feed(sys.stdin.read())
json.dump([sorted(seen), "".join(text), scripts], sys.stdout)
"#;

#[test]
fn a_page_has_no_elements_but_ours_whatever_was_printed() {
    let Some(python) = installed("python/bin/python") else {
        return;
    };
    let read = |names: &[&str]| -> (Vec<String>, String, Value) {
        let reports: Vec<_> = names.iter().map(|name| sample(name)).collect();
        let page = render_all(ReportFormat::Html, &reports, &options()).unwrap();
        let read = ask(&python, &["-c", READ_HTML], &golden(), &page);
        serde_json::from_str(&read).unwrap()
    };
    let (ours, ..) = read(&["mixed", "infra", "right"]);
    let (hostile, text, scripts) = read(&["hostile", "infra"]);
    let new: Vec<_> = hostile.iter().filter(|one| !ours.contains(one)).collect();
    assert_eq!(new, Vec::<&String>::new());
    assert!(!ours.iter().any(|one| one.contains(" on")), "{ours:?}");
    // The one that sorts and filters; a page of one report has none.
    assert_eq!(scripts, json!([[["nonce", options().token]]]));
    let (_, _, scripts) = read(&["hostile"]);
    assert_eq!(scripts, json!([]));
    assert!(text.contains("</pre></svg><script>alert(1)</script> \"'&amp; "));
}

/// Prints each annotation as GitHub's own library does.
const WRITE_COMMANDS: &str = r#"
import * as core from "@actions/core";
import { readFileSync } from "node:fs";
for (const one of JSON.parse(readFileSync(0, "utf8"))) {
  core[one.level](one.text, {
    title: one.title, file: one.file, startLine: one.line, startColumn: one.col,
  });
}
"#;

#[test]
fn annotations_are_written_as_githubs_own_library_writes_them() {
    let Some(package) = installed("node/node_modules/@actions/core/package.json") else {
        return;
    };
    let node = package.ancestors().nth(4).unwrap();
    for name in ["mixed", "hostile"] {
        let log = render(ReportFormat::Github, &sample(name), &options()).unwrap();
        let levels = ["error", "warning", "notice"];
        let mut ours = commands(&log);
        ours.retain(|command| levels.contains(&command.name.as_str()));
        let wanted: Vec<_> = ours
            .iter()
            .map(|command| {
                let get = |key: &str| command.properties.get(key);
                let number = |key| get(key).and_then(|text| text.parse::<u32>().ok());
                json!({ "level": command.name, "text": command.text, "title": get("title"),
                    "file": get("file"), "line": number("line"), "col": number("col") })
            })
            .collect();
        let wanted = serde_json::to_string(&wanted).unwrap();
        let arguments = ["--input-type=module", "-e", WRITE_COMMANDS];
        let theirs = ask(Path::new("node"), &arguments, node, &wanted);
        assert_eq!(commands(&theirs), ours);
        // Letter by letter, but for the order of the properties.
        let sorted = |log: &str| -> Vec<Vec<char>> {
            let lines = log.lines().filter(|line| {
                let own = levels
                    .iter()
                    .any(|level| line.starts_with(&format!("::{level} ")));
                own || line.starts_with("::notice::")
            });
            lines
                .map(|line| {
                    let mut letters: Vec<_> = line.chars().collect();
                    letters.sort_unstable();
                    letters
                })
                .collect()
        };
        let own: String = log.rsplit("::endgroup::").next().unwrap().to_owned();
        assert_eq!(sorted(&theirs), sorted(&own));
    }
}
