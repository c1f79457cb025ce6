//! A small course and ready-made verdicts for the tests of these commands.

use crate::course::{Course, Exercise, Grading, JudgedBy};
use crate::info_file;
use crate::verdict::{TestEnd, TestReport, Verdict};
use report::{Finding, Kind, Outcome, Spans};
use std::fs;
use std::path::Path;
use std::time::Duration;

const INFO: &str = r#"format_version = 1
course = "concurrency"
[[lessons]]
dir = "03_async"
title = "Async"
[[exercises]]
name = "join"
dir = "03_async"
file = "01_join.rs"
hint = "one"
hints = ["two", "three"]
[[exercises]]
name = "spawn"
dir = "03_async"
file = "02_spawn.rs"
hint = "one"
hints = ["two", "three"]
"#;

/// The course without its files.
pub(super) fn course(root: &Path) -> Course {
    let parsed = info_file::parse(INFO).unwrap();
    let proved = |exercise| Exercise {
        judged_by: JudgedBy::HiddenTest,
        ..exercise
    };
    Course {
        root: root.to_owned(),
        id: "concurrency".into(),
        title: "Concurrency".into(),
        welcome: None,
        farewell: None,
        unsafe_code: parsed.unsafe_code,
        lessons: parsed.lessons,
        exercises: parsed.exercises.into_iter().map(proved).collect(),
        hidden: root.join("checker/hidden"),
        solutions: root.join("solutions"),
        crates: root.join("checker"),
        grading: Grading::default(),
        paths: Vec::new(),
        warnings: Vec::new(),
        scratch: None,
    }
}

/// The course with every file as it should be.
pub(super) fn sound(root: &Path) -> Course {
    let exercise = "// TODO: join them\nfn main() {}\n";
    let solution = "// Both at once.\nfn main() {}\n";
    let wrong = "// refused: not-concurrent — one by one\nfn main() {}\n";
    let bins = "[[bin]]\nname = \"join\"\npath = \"03_async/01_join.rs\"\n\
                [[bin]]\nname = \"spawn\"\npath = \"03_async/02_spawn.rs\"\n";
    write(root, "info.toml", INFO);
    write(root, "exercises/Cargo.toml", bins);
    write(root, "exercises/lib.rs", "");
    write(root, "exercises/03_async/README.md", "text");
    for name in ["01_join", "02_spawn"] {
        write(root, &format!("exercises/03_async/{name}.rs"), exercise);
        write(root, &format!("solutions/03_async/{name}.rs"), solution);
        write(
            root,
            &format!("checker/hidden/03_async/{name}.rs"),
            "fn main() {}\n",
        );
        for (answer, text) in [
            ("right_a", solution),
            ("wrong_a", wrong),
            ("wrong_b", wrong),
        ] {
            write(
                root,
                &format!("checker/answers/03_async/{name}/{answer}.rs"),
                text,
            );
        }
    }
    info_file::load(root, None).unwrap()
}

pub(super) fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(super) fn passed() -> Verdict {
    let test = TestReport {
        name: "works".into(),
        end: TestEnd::Reported(Outcome::Passed),
        findings: Vec::new(),
        spans: Spans::default(),
        speed_up: None,
        notes: Vec::new(),
        output: String::new(),
        output_cut: false,
        took: Duration::ZERO,
        seed: 7,
        attempts: 1,
        seal: None,
    };
    Verdict {
        exercise: "join".into(),
        findings: Vec::new(),
        tests: vec![test],
        own_tests: Vec::new(),
        diagnostics: Vec::new(),
        took: Duration::ZERO,
        flags: Vec::new(),
        fence: None,
    }
}

pub(super) fn refused(kind: Kind) -> Verdict {
    let finding = Finding {
        kind,
        observed: "seen".into(),
        promised: None,
        meaning: "meant".into(),
        look_at: "there".into(),
        location: None,
    };
    Verdict {
        findings: vec![finding],
        ..passed()
    }
}
