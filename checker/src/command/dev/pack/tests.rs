//! What is in a bundle, and above all what is not.

use super::*;
use crate::info_file;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn load(root: &Path) -> Course {
    info_file::load(root, None).unwrap()
}

fn collected(course: &Course) -> (Files, Vec<String>) {
    let mut notices = Vec::new();
    let files = collect::files(course, &mut |text| notices.push(text.to_owned())).unwrap();
    (files, notices)
}

/// Every file below `folder`.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(below(&path)),
            false => files.push(path),
        }
    }
    files
}

/// The lines of `text` that are long enough to give something away.
fn telling(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| line.len() > 40)
}

/// Lines that stand in what is withheld and in nothing that students may see.
fn withheld_lines(root: &Path) -> BTreeSet<String> {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let withheld = [
        "solutions",
        "checker/hidden",
        "checker/answers",
        "checker/proof",
    ];
    let withheld = withheld.iter().flat_map(|folder| below(&root.join(folder)));
    let mut lines: BTreeSet<String> = BTreeSet::new();
    for file in withheld {
        lines.extend(telling(&read(&file)).map(str::to_owned));
    }
    let shown = [
        "exercises",
        "checker/lab",
        "checker/instrument",
        "checker/report",
    ];
    let shown = shown.iter().flat_map(|folder| below(&root.join(folder)));
    for file in shown.chain([root.join("info.toml"), root.join("Cargo.lock")]) {
        for line in telling(&read(&file)) {
            lines.remove(line);
        }
    }
    lines
}

#[track_caller]
fn gives_nothing_away(files: &Files, withheld: &BTreeSet<String>) {
    for (path, content) in files {
        let text = String::from_utf8_lossy(content);
        let line = telling(&text).find(|line| withheld.contains(*line));
        assert_eq!(line, None, "`{path}` gives something away");
    }
}

#[test]
fn a_bundle_has_the_exercises_and_no_line_of_what_is_withheld() {
    let course = load(repository());
    let (files, _) = collected(&course);
    let exercises = files.keys().filter(|path| is_exercise(path)).count();
    assert_eq!(exercises, course.exercises.len());
    for path in [
        "info.toml",
        "Cargo.toml",
        "README.md",
        ".vscode/settings.json",
        "exercises/03_async_fundamentals/README.md",
        ".workbook/crates/lab/src/lib.rs",
    ] {
        assert!(files.contains_key(path), "{path} is missing");
    }
    let withheld = withheld_lines(repository());
    assert!(withheld.len() > 1000, "only {} lines", withheld.len());
    gives_nothing_away(&files, &withheld);
}

#[test]
#[should_panic(expected = "gives something away")]
fn a_solution_that_is_packed_is_noticed() {
    let (mut files, _) = collected(&load(repository()));
    let solution = fs::read(repository().join("solutions/03_async_fundamentals/02_join.rs"));
    files.insert("README.md".to_owned(), solution.unwrap());
    gives_nothing_away(&files, &withheld_lines(repository()));
}

#[test]
fn an_archive_has_the_same_files_and_always_the_same_bytes() {
    let (files, _) = collected(&load(repository()));
    let bytes = archive::of(&files, "concurrency").unwrap();
    assert_eq!(bytes, archive::of(&files.clone(), "concurrency").unwrap());
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(&bytes[..]));
    let mut unpacked = Files::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let path = path.strip_prefix("concurrency/").unwrap().to_owned();
        assert_eq!(entry.header().mode().unwrap(), 0o644);
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        unpacked.insert(path, content);
    }
    assert_eq!(unpacked, files);
}

/// A set in the rustlings format, of one exercise.
fn set(folder: &Path, exercise: &str) -> Course {
    let files = [
        (
            "info.toml",
            "format_version = 1\n[[exercises]]\nname = \"one\"\nhint = \"\"\n",
        ),
        (
            "Cargo.toml",
            "bin = [\n  { name = \"one\", path = \"exercises/one.rs\" },\n  \
             { name = \"one_sol\", path = \"solutions/one.rs\" },\n]\n\n\
             [package]\nname = \"set\"\nedition = \"2024\"\n",
        ),
        ("exercises/one.rs", exercise),
        ("exercises/README.md", "Hello."),
        ("exercises/one.rs.orig", "fn main() { solved() }"),
        ("exercises/two.rs", "fn main() {}"),
        ("solutions/one.rs", "fn main() { solved() }"),
    ];
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    load(folder)
}

#[test]
fn what_is_not_known_to_be_for_students_stays_out_and_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (files, notices) = collected(&set(dir.path(), "fn main() {} // TODO"));
    let odd = files
        .keys()
        .find(|path| path.contains("orig") || path.contains("two"));
    assert_eq!(odd, None);
    let named = notices.join("\n");
    assert!(named.contains("`exercises/one.rs.orig`"), "{named}");
    assert!(named.contains("`exercises/two.rs`"), "{named}");
    let manifest = String::from_utf8_lossy(&files["Cargo.toml"]);
    assert!(!manifest.contains("solutions"), "{manifest}");
    assert!(files.contains_key("exercises/README.md"));
}

#[test]
fn a_solved_exercise_is_not_packed() {
    let dir = tempfile::tempdir().unwrap();
    let course = set(dir.path(), "fn main() { solved() }");
    let error = collect::files(&course, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("packed solved"), "{error}");
    assert_eq!(exit::code(&Err(error)), exit::USAGE);
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let course = set(dir.path(), "fn main() {} // TODO");
    for name in ["there", "there.tar.gz"] {
        let out = dir.path().join("out").join(name);
        let options = Options {
            out: Some(out.clone()),
            ..Options::default()
        };
        let pack = || execute(&course, &options, &mut Vec::new(), &mut |_| {});
        pack().unwrap();
        let error = pack().unwrap_err();
        assert!(error.to_string().contains("overwritten"), "{error}");
        assert_eq!(exit::code(&Err(error)), exit::USAGE);
        assert!(out.exists());
    }
}
