//! What is written, what is not, and what is never touched.

use super::*;
use std::fs;
use std::process::Command;

const AGAIN: &str = "workbook init NEW_FOLDER";

const INFO: &str = r#"format_version = 1
course = "concurrency"
[[exercises]]
name = "join"
dir = "03_async"
file = "02_join.rs"
hint = "x"
"#;

/// The crates as they are, and a course of one exercise.
fn shipped() -> BTreeMap<&'static str, &'static [u8]> {
    let mut shipped: BTreeMap<_, _> = assets::files()
        .filter(|(path, _)| !path.starts_with("exercises/") && *path != "info.toml")
        .collect();
    let manifest = "[package]\nname = \"exercises\"\nversion.workspace = true\n\
                    edition.workspace = true\nautobins = false\n\
                    [dependencies]\nlab = { path = \"../checker/lab\" }\n\
                    [lib]\npath = \"lib.rs\"\n\
                    [[bin]]\nname = \"join\"\npath = \"03_async/02_join.rs\"\n\
                    [[example]]\nname = \"turns\"\npath = \"03_async/notes/examples/turns.rs\"\n";
    let course: [(&str, &str); 10] = [
        ("info.toml", INFO),
        ("exercises/Cargo.toml", manifest),
        ("exercises/lib.rs", ""),
        ("exercises/03_async/README.md", "text"),
        ("exercises/03_async/02_join.rs", "fn main() {}"),
        ("exercises/03_async/scratch.rs", "fn main() {}"),
        ("exercises/03_async/notes/turns.md", "text"),
        ("exercises/03_async/notes/examples/turns.rs", "fn main() {}"),
        ("solutions/03_async/02_join.rs", "secret"),
        ("checker/hidden/03_async/02_join.rs", "secret"),
    ];
    shipped.extend(course.map(|(path, text)| (path, text.as_bytes())));
    shipped
}

#[test]
fn a_workbook_has_exercises_and_no_answers() {
    let files = files(&shipped()).unwrap();
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    for name in [
        "exercises/03_async/02_join.rs",
        "exercises/03_async/README.md",
        "exercises/03_async/notes/turns.md",
        "exercises/03_async/notes/examples/turns.rs",
        "README.md",
    ] {
        assert!(names.contains(&name), "{name} is missing: {names:?}");
    }
    let odd = ["solutions", "hidden", "proof", "scratch"];
    let odd = names
        .iter()
        .find(|name| odd.iter().any(|odd| name.contains(odd)));
    assert_eq!(odd, None);
}

#[test]
fn cargo_and_the_checker_understand_what_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("my wörkbook");
    let course = write(&files(&shipped()).unwrap(), &dir, AGAIN).unwrap();
    assert_eq!(course.warnings, [""; 0]);
    assert_eq!(course.id, "concurrency");
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let metadata = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(&dir)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&metadata.stderr);
    assert!(metadata.status.success(), "{said}");
    let found = String::from_utf8_lossy(&metadata.stdout);
    for package in ["exercises", "lab", "instrument", "report"] {
        assert!(
            found.contains(&format!("\"name\":\"{package}\"")),
            "{package}"
        );
    }
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_untouched() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("notes.txt"), "mine").unwrap();
    let error = write(&files(&shipped()).unwrap(), dir.path(), AGAIN).unwrap_err();
    assert!(error.to_string().contains("not empty"), "{error}");
    assert_eq!(exit::code(&Err(error)), exit::USAGE);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_file_in_the_folders_place_is_refused_and_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("notes.txt");
    fs::write(&file, "mine").unwrap();
    let error = write(&files(&shipped()).unwrap(), &file, AGAIN)
        .unwrap_err()
        .to_string();
    assert!(error.contains("is a file"), "{error}");
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn a_failure_half_way_leaves_nothing_behind() {
    // A path below a file cannot be written.
    let broken = BTreeMap::from([("a".to_owned(), Vec::new()), ("a/b".to_owned(), Vec::new())]);
    let dir = tempfile::tempdir().unwrap();
    let fresh = dir.path().join("fresh");
    let error = write(&broken, &fresh, AGAIN).unwrap_err().to_string();
    assert!(error.contains("failed to write"), "{error}");
    assert!(!fresh.exists());
    write(&broken, dir.path(), AGAIN).unwrap_err();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_with_spaces_is_quoted_for_the_shell() {
    assert_eq!(quoted(Path::new("a/wörk-book")), "a/wörk-book");
    assert_eq!(quoted(Path::new("my workbook")), "\"my workbook\"");
}
