//! The programs that show what the notes claim. Each asserts what it prints, so a note
//! that a new version of a crate has made wrong fails here.

use super::texts::{read, repository, spans, texts};
use crate::support::PROGRAM;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const RUN: &str = "cargo run -p exercises --example ";

/// `cargo run -p exercises --example NAME`, which is run here.
pub(super) fn is_example(line: &str) -> bool {
    let name = line.strip_prefix(RUN);
    name.is_some_and(|name| names().iter().any(|known| known == name))
}

#[test]
fn every_program_of_the_notes_shows_what_they_claim() {
    let names = names();
    assert!(names.len() > 8, "only {names:?}");
    let folder = build();
    for name in names {
        let said = run(&folder.join(&name));
        assert!(!said.is_empty(), "the program `{name}` shows nothing");
    }
}

#[test]
fn every_program_is_known_and_named_in_a_note() {
    let notes: Vec<String> = texts().into_iter().filter(|file| is_note(file)).collect();
    let named: Vec<String> = notes
        .iter()
        .flat_map(|note| spans(note))
        .map(|written| written.line)
        .collect();
    for name in names() {
        let line = format!("{RUN}{name}");
        assert!(named.contains(&line), "no note says `{line}`");
    }
    for note in notes {
        let folder = repository().join(&note);
        let examples = folder.with_file_name("examples");
        for entry in fs::read_dir(examples).expect("programs").flatten() {
            let name = entry.path().file_stem().map(|name| name.to_owned());
            let name = name.expect("a name").to_string_lossy().into_owned();
            assert!(names().contains(&name), "`{name}` is no [[example]]");
        }
    }
}

#[test]
fn a_note_is_about_the_versions_that_are_built() {
    let versions = versions();
    let mut named = 0;
    for note in texts().into_iter().filter(|file| is_note(file)) {
        let text = read(&note);
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            let known = versions.iter().find(|(name, _)| name == pair[0]);
            let version = pair[1].trim_end_matches([',', '.', ':', ';', ')']);
            let is_version = version.starts_with(|c: char| c.is_ascii_digit());
            if let Some((name, locked)) = known.filter(|_| is_version) {
                assert_eq!(version, locked, "{note} is about another {name}");
                named += 1;
            }
        }
    }
    assert!(named > 5, "only {named} versions are named");
}

fn is_note(file: &str) -> bool {
    file.starts_with("exercises/") && file.contains("/notes/")
}

/// The programs of the notes in the manifest of the exercises; the others there are
/// demonstrations.
fn names() -> Vec<String> {
    let manifest = read("exercises/Cargo.toml");
    let programs = manifest.split("[[example]]\nname = \"").skip(1);
    let of_notes = programs.filter(|rest| {
        let path = rest.split("path = \"").nth(1).unwrap_or_default();
        path.split('"')
            .next()
            .is_some_and(|path| path.contains("/notes/"))
    });
    let names = of_notes.filter_map(|rest| rest.split('"').next());
    names.map(str::to_owned).collect()
}

/// The packages in the lock file, and their versions.
fn versions() -> Vec<(String, String)> {
    let lock = read("Cargo.lock");
    let packages = lock.split("[[package]]\nname = \"").skip(1);
    let version = |package: &str| {
        let (name, rest) = package.split_once("\"\nversion = \"")?;
        let version = rest.split('"').next()?;
        Some((name.to_owned(), version.to_owned()))
    };
    packages.filter_map(version).collect()
}

/// Build all of them with one call, beside the program; the folder that they are in.
fn build() -> PathBuf {
    let profile = Path::new(PROGRAM).parent().expect("a folder");
    let target = profile.parent().expect("the target folder");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "-p", "exercises", "--examples"])
        .arg("--target-dir")
        .arg(target)
        .current_dir(repository())
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
    target.join("debug/examples")
}

/// What it prints; it has to end well.
fn run(program: &Path) -> String {
    let ended = Command::new(program).output().expect("it starts");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    let failed = String::from_utf8_lossy(&ended.stderr);
    assert!(
        ended.status.success(),
        "{} claims what is no longer true:\n{said}{failed}",
        program.display()
    );
    said
}
