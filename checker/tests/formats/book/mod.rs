//! The course as a book: written by the program, made into pages by mdBook, and looked at in a
//! real browser. One exercise is enough for that; a workflow makes the whole book.

mod links;

use super::browser::look_at;
use super::consumers::installed;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(super) const LESSON: &str = "03_async_fundamentals";

/// It fails with a text that wants to be markup, and so do the words that say what it is.
const EVIL: &str = r#"// refused: wrong-result — says <script>smuggled = 1</script> in `</summary>`

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (mut user, orders) = tokio::join!(api.user(id), api.orders(id));
    user.name = "</dd></details>\n\n<script>smuggled = 1</script>\n```\n# {{#include book.toml}}".into();
    println!("<script>smuggled = 1</script>");
    Profile { user, orders }
}

fn main() {}
"#;

pub(super) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A course of one exercise, that of this repository, with one more mistake.
pub(super) fn course(root: &Path) {
    let mut files = vec![
        format!("exercises/{LESSON}/README.md"),
        format!("exercises/{LESSON}/02_join.rs"),
        format!("solutions/{LESSON}/02_join.rs"),
        format!("checker/hidden/{LESSON}/02_join.rs"),
        "checker/docs/verdicts.md".to_owned(),
        "exercises/Cargo.toml".to_owned(),
        "Cargo.toml".to_owned(),
        "Cargo.lock".to_owned(),
    ];
    let answers = format!("checker/answers/{LESSON}/02_join");
    let names = ["wrong_one_after_another", "wrong_threads", "wrong_made_up"];
    files.extend(names.map(|name| format!("{answers}/{name}.rs")));
    // No verdict of an earlier run of this test is known.
    let new = format!("// {}\n", root.display());
    for file in files {
        let mut text = fs::read_to_string(repository().join(&file)).unwrap();
        if file.starts_with(&answers) || file.starts_with("solutions") {
            text += &new;
        }
        write(&root.join(&file), &text);
    }
    write(
        &root.join(answers).join("wrong_evil.rs"),
        &[EVIL, &new].concat(),
    );
    let info = fs::read_to_string(repository().join("info.toml")).unwrap();
    let start = |text: &str, name: &str| {
        let table = text
            .split("\n[[")
            .find(|table| table.contains(name))
            .unwrap();
        format!("\n[[{table}\n")
    };
    let lesson = start(&info, "lessons]]\ndir = \"03_");
    let exercise = start(&info, "exercises]]\nname = \"join\"");
    let top = "format_version = 1\ncourse = \"book\"\ntitle = \"A \\\"book\\\" & more\"\n";
    write(&root.join("info.toml"), &format!("{top}{lesson}{exercise}"));
}

pub(super) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn book(course: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_workbook"))
        .arg("--course")
        .arg(course)
        .args(["dev", "book"])
        .args(arguments)
        .env(
            "WORKBOOK_CACHE_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"),
        )
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|text| String::from_utf8_lossy(text))
        .concat()
}

/// Make the pages; mdBook may have nothing to complain of.
fn pages(mdbook: &Path, book: &Path) -> PathBuf {
    let made = Command::new(mdbook)
        .arg("build")
        .arg(book)
        .output()
        .unwrap();
    let said = said(&made);
    assert!(made.status.success(), "{said}");
    assert!(!said.contains("WARN") && !said.contains("ERROR"), "{said}");
    book.join("book")
}

#[test]
fn a_book_is_made_once_and_can_be_searched_unfolded_and_believed() {
    let folder = tempfile::tempdir().unwrap();
    let (root, dir) = (folder.path().join("course"), folder.path().join("a book"));
    course(&root);
    let dir_name = dir.to_str().unwrap();
    for counts in ["5 answers were judged, 0", "0 answers were judged, 5"] {
        let output = book(&root, &[dir_name]);
        let said = said(&output);
        assert!(output.status.success(), "{said}");
        assert!(
            said.contains("Wrote a book with 1 exercise and 4 mistakes"),
            "{said}"
        );
        assert!(said.contains(counts), "{said}");
    }
    let Some(mdbook) = installed("python/bin/mdbook") else {
        return;
    };
    let pages = pages(&mdbook, &dir);
    assert_eq!(links::broken(&pages), [""; 0]);
    let Some(seen) = look_at("book", &pages, &[]) else {
        return;
    };
    let mut found = seen["found"].as_array().unwrap().iter();
    assert!(found.any(|page| page == "join.html"), "{seen}");
    let evil = seen["evil"].as_array().unwrap();
    let says = "wrong result says <script>smuggled = 1</script> in </summary>";
    assert_eq!(evil[0], says);
    let first = evil[1].as_str().unwrap();
    assert!(first.contains("<script>smuggled = 1</script>"), "{first}");
    let mut mistakes: Vec<_> = seen["mistakes"].as_array().unwrap().to_vec();
    mistakes.sort_by_key(ToString::to_string);
    let kinds = [
        "blocks the runtime",
        "not concurrent",
        "too early",
        "wrong result",
    ];
    assert_eq!(json!(mistakes), json!(kinds));
    for (what, want) in [
        ("title", json!("A \"book\" & more - A \"book\" & more")),
        ("folded", json!(true)),
        ("solution at first", json!(false)),
        ("solution", json!(true)),
        ("hints", json!(3)),
        ("promised", json!(true)),
        ("picture of the solution", json!([[true, true]])),
        ("picture of a mistake", json!([[true, true]])),
        ("dark", json!(true)),
        ("fits a phone", json!(true)),
        ("scripts of others", json!(true)),
        ("errors", json!([])),
    ] {
        assert_eq!(seen[what], want, "{what}: {seen}");
    }
}

#[test]
fn without_judging_there_is_a_book_of_words() {
    let folder = tempfile::tempdir().unwrap();
    let (root, dir) = (folder.path().join("course"), folder.path().join("book"));
    course(&root);
    let output = book(&root, &[dir.to_str().unwrap(), "join", "--no-verdicts"]);
    assert!(output.status.success(), "{}", said(&output));
    let page = fs::read_to_string(dir.join("src").join(LESSON).join("join.md")).unwrap();
    assert!(
        !page.contains("<svg") && page.contains("wrong_evil"),
        "{page}"
    );
    let index = fs::read_to_string(dir.join("src/index.md")).unwrap();
    assert!(index.contains("made without judging"), "{index}");
}

#[test]
fn a_book_is_not_written_over_the_work_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("course");
    course(&root);
    let output = book(&root, &[root.to_str().unwrap(), "--no-verdicts"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("name a new folder: workbook dev book"),
        "{}",
        said(&output)
    );
    let output = book(&root, &["book", "jion", "--no-verdicts"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}
