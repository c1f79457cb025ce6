//! That an answer gets at `lab`, and at nothing that it is measured with: not by
//! name, not through what `lab` shows, and not through what it hands out.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use workbook::deps::{self, Dependencies, Look, Manifest, Urgency, Ways, dependency_path};
use workbook::info_file;
use workbook::toolchain::Toolchain;

/// What `lab` shows of `instrument`; all of it can only be read.
const SHOWN: [&str; 2] = ["CallRecord", "Journal"];

/// Traits that only a hidden test can name, and what their methods take.
const TRAITS: [&str; 6] = [
    "Configured",
    "Counts",
    "Gated",
    "Recorded",
    "Shrinks",
    "Stores",
];

/// All that can be done with a journal.
const READING: [&str; 4] = [
    "pub fn calls(&self) -> Vec<CallRecord> {",
    "pub fn lines(&self) -> Vec<String> {",
    "pub fn in_flight(&self) -> usize {",
    "pub fn peak(&self) -> usize {",
];

#[test]
fn the_public_interface_of_lab_has_nothing_of_the_instruments() {
    let lint = "exported_private_dependencies";
    let out = tempfile::tempdir().unwrap();
    let mut rustc = rustc(&checker().join("lab/src/lib.rs"), "lab", out.path());
    // The compiler's own lint for this, which is not on offer yet.
    let output = rustc
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["-Zunstable-options", "--error-format=json", "-W", lint])
        .arg(extern_priv("instrument"))
        .args(["tokio", "rustix"].map(|name| format!("--extern={name}={}", library(name))))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let said = said(&output);
    let findings: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| line["code"]["code"] == lint)
        .collect();
    assert!(!findings.is_empty(), "the lint sees journals: {said}");
    for finding in &findings {
        assert!(is_meant(finding), "{}", finding["rendered"]);
    }
}

/// A journal, or a trait that is implemented for a service.
fn is_meant(finding: &Value) -> bool {
    let message = finding["message"].as_str().unwrap();
    let line = finding["spans"][0]["text"][0]["text"].as_str().unwrap();
    let is_named = |names: &[&str]| {
        names
            .iter()
            .any(|name| message.contains(&format!("`{name}`")))
    };
    let implements = line.starts_with("impl ");
    // A function without `pub` is in the implementation of a trait.
    let of_a_trait = line.trim_start().starts_with("fn ");
    is_named(&SHOWN) || (implements && is_named(&TRAITS)) || (of_a_trait && is_named(&["Recorder"]))
}

#[test]
fn a_journal_can_only_be_read() {
    let source = fs::read_to_string(checker().join("instrument/src/journal.rs")).unwrap();
    let (_, rest) = source.split_once("\nimpl Journal {\n").unwrap();
    let (methods, rest) = rest.split_once("\n}\n").unwrap();
    let methods = methods.lines().map(str::trim);
    let methods: Vec<_> = methods.filter(|line| line.starts_with("pub")).collect();
    assert_eq!(methods, READING);
    assert!(!rest.contains("impl Journal ") && !rest.contains("for Journal "));
}

/// What an answer could write: paths that lead nowhere, …
const PATHS: [&str; 20] = [
    "extern crate instrument;",
    "extern crate proof;",
    "extern crate report;",
    "extern crate seal;",
    "extern crate kit;",
    "extern crate lab as instrument; use instrument::turns;",
    "use instrument::turns::Turns;",
    "use ::instrument::Recorder;",
    "use proof::seed;",
    "use report::Control;",
    "use lab::instrument::Recorder;",
    "use lab::turns::pause;",
    "use lab::observe::Span;",
    "use lab::worker::CHILD_OF;",
    "use lab::journal::Recorder;",
    "use lab::Recorder;",
    "use lab::Call;",
    "use lab::shim::step;",
    "use lab::*; pub fn f() { Recorder::new(); }",
    "pub fn f() { instrument::turns::pause(\"\"); }",
];

/// … and methods and fields that nothing has.
const MEMBERS: [&str; 11] = [
    "pub fn f(i: lab::Image) { i.with_work(|| {}); }",
    "pub fn f(i: lab::Image) { lab::Image::with_work(i, || {}); }",
    "pub fn f(p: lab::TallyPad) { p.with_work(|_: &str| {}); }",
    "pub fn f(t: lab::Till) { t.recorded_by(todo!()); }",
    "pub fn f(m: lab::Mirror) { m.recorded_by(todo!()); }",
    "pub fn f(w: lab::Worker) { w.at_gate(todo!()); }",
    "pub fn f(d: lab::Disk) { d.with_work(|_| Ok(())); }",
    "pub fn f(d: lab::Disk) { d.durable(); }",
    "pub fn f(s: lab::shim::Slot<u32>) { s.identity; }",
    "pub fn f(j: lab::Journal) { j.shared; }",
    "pub fn f(j: lab::Journal) { j.page(); }",
];

#[test]
fn an_answer_gets_at_nothing_that_it_is_measured_with() {
    let honest = "pub fn f(a: &lab::BlockingApi) -> usize { a.journal().calls().len() }";
    let output = compiled_as_an_answer(honest);
    assert!(output.status.success(), "{}", said(&output));
    for text in PATHS {
        is_refused(text, &["E0432", "E0433", "E0463"]);
    }
    for text in MEMBERS {
        is_refused(text, &["E0599", "E0616", "E0624"]);
    }
}

#[track_caller]
fn is_refused(text: &str, codes: &[&str]) {
    let output = compiled_as_an_answer(text);
    let said = said(&output);
    assert!(!output.status.success(), "it compiles: {text}");
    let is_meant = codes
        .iter()
        .any(|code| said.contains(&format!("error[{code}]")));
    assert!(is_meant, "{text}\n{said}");
}

/// With the crates that the call for an answer has.
fn compiled_as_an_answer(text: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let answer = folder.path().join("answer.rs");
    fs::write(&answer, text).unwrap();
    let mut rustc = rustc(&answer, "exercise", folder.path());
    for (name, path) in &crates().exercise {
        rustc.arg(format!("--extern={name}={}", path.display()));
    }
    rustc.output().unwrap()
}

fn rustc(source: &Path, name: &str, out: &Path) -> Command {
    let mut rustc = Command::new(Toolchain::find(None).unwrap().rustc);
    let search = crates().search.as_ref().unwrap();
    rustc
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
        .args(["--crate-name", name, "--out-dir"])
        .arg(out)
        .arg("-L")
        .arg(dependency_path(search))
        .arg(source);
    rustc
}

fn extern_priv(name: &str) -> String {
    format!("--extern=priv:{name}={}", library(name))
}

/// The one library of this name among those that were built for the course.
fn library(name: &str) -> String {
    let folder = crates().search.as_ref().unwrap();
    let start = format!("lib{name}-");
    let mut found = fs::read_dir(folder).unwrap().flatten().filter(|entry| {
        let file = entry.file_name().into_string().unwrap();
        file.starts_with(&start) && file.ends_with(".rlib")
    });
    let library = found.next().unwrap_or_else(|| panic!("no `{name}`"));
    assert!(found.next().is_none(), "there are two libraries `{name}`");
    library.path().display().to_string()
}

/// As they are built for an answer, once for all tests.
fn crates() -> &'static Dependencies {
    static CRATES: OnceLock<Dependencies> = OnceLock::new();
    CRATES.get_or_init(|| {
        let course = info_file::load(&checker().join(".."), None).unwrap();
        let manifest = Manifest::read(&course).unwrap();
        let manifest = manifest.of_lesson(&course.lessons, &course.lessons[0]);
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
        let toolchain = Toolchain::find(None).unwrap();
        let ways = Ways {
            offline: false,
            look: Look::Quick,
            urgency: Urgency::Awaited,
        };
        deps::ready(&course, &manifest, &toolchain, &cache, ways, &mut |_| {}).unwrap()
    })
}

fn checker() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
