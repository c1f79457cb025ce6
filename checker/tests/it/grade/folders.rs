//! Submissions as people, browsers and platforms make them.

use super::Class;
use crate::support::answer;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

/// All three answers, right, beneath this folder of the class.
fn right(class: &Class, folder: &str) {
    for (file, name) in [
        ("01_numbers/01_add.rs", "add"),
        ("01_numbers/02_double.rs", "double"),
        ("02_words/01_shout.rs", "shout"),
    ] {
        class.hand_in(&format!("{folder}/exercises/{file}"), &answer(name, "42"));
    }
}

/// Run a program of the system in the folder of the class.
fn run(class: &Class, program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    let done = command.args(arguments).current_dir(class.path("class"));
    let output = done
        .output()
        .unwrap_or_else(|error| panic!("`{program}`: {error}"));
    assert!(output.status.success(), "{output:?}");
}

/// The line of `id` in the gradebook.
fn line(class: &Class, id: &str) -> String {
    let book = class.read("grades/gradebook.csv");
    let found = book
        .lines()
        .find(|line| line.starts_with(&format!("{id},")));
    found
        .unwrap_or_else(|| panic!("no `{id}` in\n{book}"))
        .to_owned()
}

#[test]
fn folders_and_archives_of_all_kinds_are_opened() {
    let class = Class::new();
    right(&class, "clone/alice-main");
    right(&class, "zipped");
    right(&class, "tarred");
    right(&class, "tgz");
    right(&class, "moodle/bob_12_assignsubmission_file_");
    let zip = "import shutil; shutil.make_archive('zipped', 'zip', 'zipped')";
    run(&class, "python3", &["-c", zip]);
    run(&class, "tar", &["-cf", "tarred.tar", "-C", "tarred", "."]);
    run(&class, "tar", &["-czf", "tgz.tar.gz", "tgz"]);
    let inside = "import shutil; shutil.make_archive('within/alice', 'zip', 'zipped')";
    run(&class, "python3", &["-c", inside]);
    for folder in ["zipped", "tarred", "tgz"] {
        fs::remove_dir_all(class.path("class").join(folder)).unwrap();
    }
    class
        .grade(&["--each", "class"])
        .exits(0)
        .stdout_has("6 submissions: 180 of 180 points (100 %); 3 answers judged");
    for id in ["clone", "zipped", "tarred", "tgz", "moodle", "within"] {
        assert_eq!(
            line(&class, id),
            format!("{id},,,graded,30,30,100,,10,10,10")
        );
    }
    class
        .grade(&["class/zipped.zip", "--out", "one"])
        .exits(0)
        .stdout_has("30 of 30");
}

#[test]
fn what_is_not_recognised_is_not_submitted_and_named() {
    let class = Class::new();
    let add = answer("add", "42");
    class.hand_in("renamed/01_add (1).rs", &add);
    class.hand_in("loud/01_Add.RS", &add);
    class.hand_in("twice/01_add.rs", &add);
    class.hand_in("twice/add.rs", &answer("add", "41"));
    class.hand_in("essay/essay.pdf", "%PDF");
    class.hand_in("rar.rar", "Rar!");
    class.hand_in("broken.zip", "PK\u{3}\u{4}broken");
    fs::create_dir(class.path("class/empty")).unwrap();
    class.hand_in("mixed/add.rs", &add);
    class.hand_in("mixed/Double.rs", &answer("double", "42"));
    fs::write(class.path("roster.csv"), "id\nempty\nzoe\nmixed\n").unwrap();
    class
        .grade(&["--each", "class", "--roster", "roster.csv"])
        .exits(0)
        .stderr_has("`renamed` has no answer to `add`")
        .stderr_has("`01_add (1).rs`")
        .stderr_has("`01_Add.RS`")
        .stderr_has("`twice` has no answer to `add`: several files could be it, and they differ")
        .stderr_has("`01_add.rs` and `add.rs`")
        .stderr_has("`essay` has no answer to `add`, `double`, `shout`: nothing in it has the name")
        .stderr_has("`essay.pdf`")
        .stderr_has("`rar` has no answer")
        .stderr_has("ask for a zip or a tar.gz")
        .stderr_has("`broken` has no answer")
        .stderr_has("`empty` has no answer to `add`, `double`, `shout`: it is empty")
        .stderr_has("`mixed` has no answer to `double`")
        .stderr_has("`Double.rs`");
    for id in [
        "renamed", "loud", "twice", "essay", "rar", "broken", "empty",
    ] {
        let want = format!("{id},,,not_submitted,0,30,0,add double shout,0,0,0");
        assert_eq!(line(&class, id), want);
    }
    assert_eq!(
        line(&class, "zoe"),
        "zoe,,,not_submitted,0,30,0,add double shout,0,0,0"
    );
    assert_eq!(
        line(&class, "mixed"),
        "mixed,,,graded,10,30,33.33,double shout,10,0,0"
    );
    let report = class.report("renamed");
    assert_eq!(report["exercises"][0]["status"], "not_submitted");
    let said = report["exercises"][0]["error"].as_str().unwrap();
    assert!(said.contains("01_add (1).rs"), "{said}");
}

#[test]
fn no_name_stops_the_class() {
    let class = Class::of(&[("ada", ["42", "42", "42"])]);
    let long = "x".repeat(230);
    let add = answer("add", "42");
    for name in [
        &b"jos\xe9"[..],
        b"a:b",
        b"line\nend",
        b"-rf",
        b"100%",
        long.as_bytes(),
    ] {
        let folder = class.path("class").join(OsStr::from_bytes(name));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("add.rs"), &add).unwrap();
    }
    class
        .grade(&["--each", "class"])
        .exits(0)
        .stdout_has("7 submissions: 90 of 210 points")
        .stderr_has("\"jos\\xE9\" is `jos%E9`, ");
    for id in ["jos%E9", "a%3Ab", "line%0Aend", "'-rf", "100%25", "ada"] {
        assert!(line(&class, id).contains(",graded,"));
    }
    // And the same ones again.
    class
        .grade(&["--each", "class", "--resume"])
        .exits(0)
        .stdout_has("0 answers judged");
}

#[test]
fn nothing_printed_or_quoted_is_a_command_of_a_workflow() {
    let class = Class::new();
    let said = "::add-mask::42";
    let body = format!("println!(\"  {said}\\n##[group]x\"); eprintln!(\"{said}\"); 41");
    class.hand_in("eve/add.rs", &answer("add", &body));
    let quoted = format!("let x: u8 = \"\n{said}\n##[error]x\"; 42");
    class.hand_in("eve/double.rs", &answer("double", &quoted));
    let no_command = |text: &str| {
        for line in text.lines() {
            assert!(!line.trim_start().starts_with("::"), "{text}");
            assert!(!line.contains("##["), "{text}");
        }
    };
    for format in [
        "text",
        "markdown",
        "json",
        "junit",
        "html",
        "csv",
        "exercism",
        "gradescope",
    ] {
        let ran = class.grade(&["class/eve", "--out", format, "--format", format]);
        let ran = ran.exits(0);
        no_command(&ran.stdout());
        no_command(&ran.stderr());
    }
    let file = class.bench.root().join("exercises/01_numbers");
    for (name, number) in [("add", "01"), ("double", "02")] {
        let text = class.read(&format!("class/eve/{name}.rs"));
        fs::write(file.join(format!("{number}_{name}.rs")), text).unwrap();
    }
    for arguments in [
        &["run", "add"][..],
        &["run", "double"],
        &["run", "double", "--format", "json"],
        &["check", "add", "double"],
    ] {
        let ran = class.bench.call(class.bench.command(arguments)).exits(1);
        no_command(&ran.stdout());
        no_command(&ran.stderr());
    }
}
