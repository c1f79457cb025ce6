//! The whole command, with somebody who judges at once, by what is written.

use super::*;
use crate::command::dev::mutants::EQUIVALENTS;
use crate::command::dev::sample;
use crate::course::Exercise;
use crate::reporter::Look;
use crate::verdict::Verdict;
use indicatif::ProgressBar;
use report::Kind;
use serde_json::Value;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use tempfile::TempDir;

const SOLUTION: &str = "pub fn f(n: u32) -> bool {\n    n < 10\n}\nfn main() {}\n";
const BOUNDARY: &str = "rule = \"operator\"\nbefore = \"n < 10\"\nafter = \"n <= 10\"\n";

/// Refuses what holds none of these pieces. Tests that an exercise is shipped
/// with know that there is no eleven.
struct Fake(&'static [&'static str]);

impl Judging for Fake {
    fn answer(&self, _: &Exercise, file: &Path) -> anyhow::Result<Verdict> {
        let text = fs::read_to_string(file)?;
        Ok(match self.0.iter().any(|piece| text.contains(piece)) {
            _ if text.contains("==") => sample::refused(Kind::DoesNotCompile),
            true => sample::passed(),
            false => sample::refused(Kind::WrongResult),
        })
    }

    fn shipped_tests(&self, _: &Exercise, file: &Path) -> anyhow::Result<Option<Verdict>> {
        let text = fs::read_to_string(file)?;
        Ok(Some(match text.contains("11") {
            true => sample::refused(Kind::OwnTestFails),
            false => sample::passed(),
        }))
    }
}

/// One exercise has a solution with something to change, and these records.
fn course(records: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    sample::sound(dir.path());
    sample::write(dir.path(), "solutions/03_async/01_join.rs", SOLUTION);
    let file = format!("checker/answers/03_async/01_join/{EQUIVALENTS}");
    if !records.is_empty() {
        sample::write(dir.path(), &file, records);
    }
    dir
}

fn options() -> Options {
    Options {
        selection: Selection::default(),
        sample: None,
        jobs: 2,
        format: Format::Text,
    }
}

fn run(fake: &Fake, dir: &TempDir, options: &Options) -> (anyhow::Result<u8>, String) {
    let course = crate::info_file::load(dir.path(), None).unwrap();
    let mut out = Vec::new();
    let outputs = Outputs {
        out: &mut out,
        look: Look::plain(),
        terminal: false,
        bar: ProgressBar::hidden(),
    };
    let outcome = execute(&course, fake, options, outputs);
    (outcome, String::from_utf8(out).unwrap())
}

fn record(reason: &str) -> String {
    format!("[[equivalent]]\n{BOUNDARY}reason = \"{reason}\"\n")
}

#[test]
fn a_hidden_test_that_refuses_all_of_them_is_strong() {
    let (code, out) = run(&Fake(&[]), &course(""), &options());
    assert_eq!(code.unwrap(), exit::OK, "{out}");
    assert!(
        out.contains("join                    7         1       6          0         0"),
        "{out}"
    );
    assert!(
        out.contains("7 mutants in 0 s: 0 survivors without a reason."),
        "{out}"
    );
}

#[test]
fn a_survivor_is_shown_with_its_rule_and_its_patch() {
    let (code, out) = run(&Fake(&["<= 10"]), &course(""), &options());
    assert_eq!(code.unwrap(), exit::NOT_PASSED);
    let want = "SURVIVED  join  solutions/03_async/01_join.rs:2  operator\n\
                --- solutions/03_async/01_join.rs\n+++ mutant\n@@ -1,4 +1,4 @@\n \
                pub fn f(n: u32) -> bool {\n-    n < 10\n+    n <= 10\n }\n fn main() {}\n";
    assert!(out.contains(want), "{out}");
}

#[test]
fn a_survivor_that_a_visible_test_refuses_is_called_that() {
    let (code, out) = run(&Fake(&["< 11"]), &course(""), &options());
    assert_eq!(code.unwrap(), exit::NOT_PASSED);
    let want = "SURVIVED  join  solutions/03_async/01_join.rs:2  constant\n          \
                a visible test refuses it, no hidden one does\n---";
    assert!(out.contains(want), "{out}");
    let (_, out) = run(&Fake(&["<= 10"]), &course(""), &options());
    assert!(!out.contains("a visible test"), "{out}");
}

#[test]
fn a_survivor_with_a_reason_is_accepted() {
    let records = record("ten never comes");
    let (code, out) = run(&Fake(&["<= 10"]), &course(&records), &options());
    assert_eq!(code.unwrap(), exit::OK, "{out}");
    assert!(out.contains("5          1         0\n"), "{out}");
}

#[test]
fn a_record_without_a_reason_is_an_error() {
    let (outcome, _) = run(&Fake(&[]), &course(&record(" ")), &options());
    let text = format!("{:#}", outcome.unwrap_err());
    assert!(text.contains("mutants.toml`: a reason is empty"), "{text}");
}

#[test]
fn a_record_that_no_mutant_is_like_is_an_error_also_in_a_sample() {
    let records = record("ten never comes").replace("<= 10", "<= 11");
    let mut options = options();
    options.selection.names = vec!["join".into()];
    for sample in [None, Some(three(1))] {
        options.sample = sample;
        let (code, out) = run(&Fake(&[]), &course(&records), &options);
        assert_eq!(code.unwrap(), exit::NOT_PASSED);
        let want =
            "checker/answers/03_async/01_join/mutants.toml: no mutant is like this record any more";
        assert!(out.contains(want), "{out}");
        assert!(out.contains("    operator: n < 10 -> n <= 11\n"), "{out}");
    }
    // Of one answer nobody can tell what the others are like.
    options.sample = None;
    options.selection.names = vec!["solutions/03_async/01_join.rs".into()];
    let (code, out) = run(&Fake(&[]), &course(&records), &options);
    assert_eq!(code.unwrap(), exit::OK, "{out}");
}

#[test]
fn a_record_of_what_is_refused_by_now_is_an_error() {
    let (code, out) = run(&Fake(&[]), &course(&record("ten never comes")), &options());
    assert_eq!(code.unwrap(), exit::NOT_PASSED);
    assert!(
        out.contains("mutants like this record are refused; remove it"),
        "{out}"
    );
}

fn three(seed: u64) -> Sample {
    Sample {
        size: NonZeroUsize::new(3).unwrap(),
        seed,
    }
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_without_what_has_a_reason() {
    let records = record("ten never comes");
    let mut options = options();
    options.format = Format::Json;
    options.selection.names = vec!["join".into()];
    let mut seen = Vec::new();
    for seed in [1, 1, 2] {
        options.sample = Some(three(seed));
        let fake = Fake(&["<", ">", "true", "false", "9", "11"]);
        let (_, out) = run(&fake, &course(&records), &options);
        let document: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(document["exercises"][0]["made"], 3, "{out}");
        let survivors = document["survivors"].as_array().unwrap().clone();
        assert!(
            survivors.iter().all(|one| one["after"] != "n <= 10"),
            "{out}"
        );
        seen.push(survivors);
    }
    assert_eq!(seen[0], seen[1]);
    assert_ne!(seen[0], seen[2]);
}

#[test]
fn a_sample_of_the_course_is_taken_from_settled_exercises() {
    let options = Options {
        sample: Some(three(1)),
        ..options()
    };
    let (outcome, _) = run(&Fake(&["<"]), &course(""), &options);
    assert_eq!(exit::code(&outcome), exit::NOTHING_SELECTED);
    let (code, out) = run(&Fake(&[]), &course("settled = true\n"), &options);
    assert_eq!(code.unwrap(), exit::OK);
    assert!(out.contains("3 mutants in 0 s"), "{out}");
}

#[test]
fn programs_are_told_the_same() {
    let options = Options {
        format: Format::Json,
        ..options()
    };
    let (_, out) = run(&Fake(&["<= 10"]), &course(""), &options);
    let document: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["schema"], "workbook/mutants/v1");
    assert_eq!(document["complete"], true);
    let counts = &document["exercises"][0];
    let of = |name: &str| counts[name].as_u64().unwrap();
    assert_eq!(
        ["made", "unviable", "killed", "survived"].map(of),
        [7, 1, 5, 1]
    );
    let survivor = &document["survivors"][0];
    assert_eq!(survivor["rule"], "operator");
    assert_eq!(survivor["before"], "n < 10");
    assert_eq!(survivor["visible_test_refuses"], false);
}
