//! Real folders and archives, as people and platforms make them.

use super::*;
use crate::reporter::sample;
use std::fs;

struct Handed(tempfile::TempDir);

const JOIN: &str = "exercises/03_async_fundamentals/02_join.rs";

impl Handed {
    fn of(files: &[&str]) -> Self {
        let handed = Self(tempfile::tempdir().unwrap());
        for file in files {
            handed.write(file, "// the answer\n");
        }
        handed
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What is found for `join`.
    fn join(&self) -> Found {
        let search = Search::new(&sample::course());
        search.search(self.0.path()).swap_remove(0)
    }
}

#[track_caller]
fn found(files: &[&str]) {
    let join = Handed::of(files).join();
    assert_eq!(join, Found::Text(b"// the answer\n".to_vec()), "{files:?}");
}

#[track_caller]
fn unclear(files: &[&str], words: &[&str]) {
    let handed = Handed::of(files);
    // Two that are the same would be one.
    handed.write("other/x", "");
    let join = handed.join();
    let Found::Refused(Refused::Unclear(why)) = join else {
        panic!("{files:?}: {join:?}");
    };
    for word in words {
        assert!(why.contains(word), "{word}: {why}");
    }
}

#[test]
fn folders_around_what_was_handed_in_are_taken_off() {
    found(&[JOIN]);
    found(&["alice-main/exercises/03_async_fundamentals/02_join.rs"]);
    found(&["a/b/c/03_async_fundamentals/02_join.rs"]);
    found(&["exercises/02_join.rs"]);
    found(&[
        "alice/join.rs",
        "__MACOSX/alice/._join.rs",
        ".DS_Store",
        "alice/.DS_Store",
    ]);
    found(&["report.pdf", "code/02_join.rs"]);
    found(&["docs/a.md", "answers/join.rs", "target/debug/join.rs"]);
    found(&[
        "course/exercises/03_async_fundamentals/02_join.rs",
        "course/solutions/03_async_fundamentals/02_join.rs",
    ]);
}

#[test]
fn what_is_not_where_it_belongs_is_named_and_not_taken() {
    unclear(&["02_join (1).rs"], &["`02_join (1).rs`", JOIN]);
    unclear(&["02_Join.RS"], &["`02_Join.RS`"]);
    unclear(
        &[
            "03_async_fundamentals/select.rs",
            "select.rs",
            "old/02_join.rs",
        ],
        &["`old/02_join.rs`"],
    );
    unclear(
        &["lovelaceada_17_204_02_join.rs"],
        &["`lovelaceada_17_204_02_join.rs`"],
    );
    unclear(&["02_join.txt", "select.rs"], &["`02_join.txt`"]);
    unclear(
        &["essay.pdf", "notes.md"],
        &["nothing in it has the name", "`essay.pdf`"],
    );
    unclear(&[], &["nothing in it has the name", "`other/x`"]);
}

#[test]
fn a_solution_of_the_course_is_nobodys_answer() {
    let join = Handed::of(&["checker/x.rs", "solutions/03_async_fundamentals/02_join.rs"]).join();
    assert!(
        matches!(join, Found::Refused(Refused::Unclear(_))),
        "{join:?}"
    );
}

#[test]
fn an_empty_folder_is_empty() {
    for files in [&[][..], &[".git/config", "__MACOSX/x"]] {
        let join = Handed::of(files).join();
        assert_eq!(
            join,
            Found::Refused(Refused::Unclear("it is empty".to_owned()))
        );
    }
}

#[test]
fn of_two_that_differ_none_is_chosen() {
    let handed = Handed::of(&[JOIN, "join.rs"]);
    assert!(matches!(handed.join(), Found::Text(_)), "the same twice");
    handed.write("join.rs", "// another\n");
    let Found::Refused(Refused::Unclear(why)) = handed.join() else {
        panic!("one was chosen");
    };
    assert!(why.contains(JOIN) && why.contains("`join.rs`"), "{why}");
    unclear(&["one/join.rs", "two/join.rs"], &["`one`", "`two`"]);
}

#[test]
fn a_link_is_refused_and_named() {
    let handed = Handed::of(&[]);
    std::os::unix::fs::symlink("/etc/passwd", handed.0.path().join("join.rs")).unwrap();
    let Found::Refused(Refused::Bad(why)) = handed.join() else {
        panic!("a link was followed");
    };
    assert!(
        why.contains("`join.rs` is not taken: it is a symbolic link"),
        "{why}"
    );
}

#[test]
fn a_name_cannot_forge_a_line() {
    unclear(
        &["02_join\n::error::x\u{202e}.rs"],
        &["`02_join ::error::x\\u{202e}.rs`"],
    );
}

#[test]
fn one_archive_is_opened_and_several_are_not() {
    let handed = Handed::of(&["read.me"]);
    let write = |name: &str, path: &str| {
        let mut tar = tar::Builder::new(fs::File::create(handed.0.path().join(name)).unwrap());
        let mut header = tar::Header::new_gnu();
        header.set_size(3);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, &b"// "[..]).unwrap();
        tar.finish().unwrap();
    };
    write("alice.tar", "alice-main/join.rs");
    assert_eq!(handed.join(), Found::Text(b"// ".to_vec()));
    write("bob.tar", "join.rs");
    let Found::Refused(Refused::Unclear(why)) = handed.join() else {
        panic!("one was chosen");
    };
    assert!(why.contains("several archives"), "{why}");
    // A folder beside it is what somebody unpacked.
    handed.write("alice/join.rs", "// unpacked");
    assert_eq!(handed.join(), Found::Text(b"// unpacked".to_vec()));
}

#[test]
fn an_archive_that_is_not_opened_says_what_to_do() {
    let handed = Handed::of(&[]);
    handed.write("alice.rar", "Rar!\u{1a}\u{7}");
    let Found::Refused(Refused::Unclear(why)) = handed.join() else {
        panic!("it was opened");
    };
    assert!(
        why.contains("`alice.rar` is not taken") && why.contains("zip"),
        "{why}"
    );
}
