//! A class that is graded again after something was corrected.

use super::{Class, verdicts};
use crate::support::{answer, wait_until};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const EACH: [&str; 2] = ["--each", "class"];

/// Three people; `bob` has what the wrong test wants.
fn class() -> Class {
    Class::of(&[
        ("ada", ["42", "42", "42"]),
        ("bob", ["42", "43", ""]),
        ("eve", ["41", "42", "42"]),
    ])
}

/// Have `double` judged by a hidden test that wants this number.
fn wants(class: &Class, number: u32) {
    let test = format!(
        "use proof::prelude::*;\n\nproof::main!(it_is_right);\n\nfn it_is_right() {{\n    \
         equal(\"the answer\", exercise::double(), {number});\n}}\n"
    );
    let solution = answer("double", &number.to_string());
    let file = "01_numbers/02_double.rs";
    class.bench.save(&format!("checker/hidden/{file}"), &test);
    class.bench.save(&format!("solutions/{file}"), &solution);
}

/// Change the entry of an exercise in the info file.
fn entry(class: &Class, name: &str, line: &str) {
    let info = class.bench.read("info.toml");
    let head = format!("name = \"{name}\"");
    class.bench.save(
        "info.toml",
        &info.replace(&head, &format!("{head}\n{line}")),
    );
}

fn grade(class: &Class, more: &[&str]) -> String {
    let all = [&EACH[..], more].concat();
    class.grade(&all).exits(0).stdout()
}

/// Everything in a folder.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => open.push(path),
                path => {
                    found.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
    }
    found
}

/// The same without the verdicts, to which some may be added.
fn results(class: &Class) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = content(&class.path("grades"));
    all.retain(|path, _| {
        let inside = path.strip_prefix(class.path("grades")).unwrap();
        !inside.starts_with("verdicts") && !inside.starts_with("regrading")
    });
    all
}

fn movement(class: &Class) -> Value {
    serde_json::from_str(&class.read("grades/regrade.json")).unwrap()
}

#[test]
fn after_a_corrected_test_only_its_exercise_is_judged_and_it_is_said_whose_points_moved() {
    let class = class();
    wants(&class, 43);
    grade(&class, &["--format", "text"]);
    let before = (
        class.read("grades/gradebook.csv"),
        verdicts(&class.path("grades")),
    );
    wants(&class, 42);
    class
        .grade(&[&EACH[..], &["--resume"]].concat())
        .exits(2)
        .stderr_has("Use --regrade to judge again what that can change");
    let said = grade(
        &class,
        &["--regrade", "--format", "csv", "--feedback", "pages"],
    );
    let want = "\
exercise  answers  judged  what changed
double          3       2  the hidden test

student  exercise  before  after  why
ada      double         0     10  the hidden test
         total         20     30
bob      double        10      0  the hidden test
         total         20     10
eve      double         0     10  the hidden test
         total         10     20

3 of 3 submissions have other points.
The results of before are in `grades/earlier/1`.

3 submissions: 60 of 90 points (66.67 %); 2 answers judged
";
    assert_eq!(said, want);
    // It is what grading all of it would have come to.
    grade(&class, &["--out", "anew"]);
    assert_eq!(
        class.read("grades/gradebook.csv"),
        class.read("anew/gradebook.csv")
    );
    assert!(class.read("pages/ada.html").contains("<b>30 / 30</b>"));
    let report = "grades/submissions/ada/report.json";
    class
        .bench
        .call(class.bench_command(&["report", "--verify", report]))
        .exits(0);
    // What was there before is kept, and nothing of it is left beside the new.
    assert_eq!(class.read("grades/earlier/1/gradebook.csv"), before.0);
    let earlier = class.path("grades/earlier/1/submissions/ada");
    assert!(earlier.join("report.txt").is_file() && earlier.join("report.json").is_file());
    assert!(!class.path("grades/submissions/ada/report.txt").exists());
    assert!(class.path("grades/submissions/ada/report.csv").is_file());
    assert!(before.1.iter().all(|verdict| verdict.is_file()));
    assert!(!class.path("grades/regrading").exists());
    let moved = movement(&class);
    assert_eq!(moved["schema"], "workbook/regrade/v1");
    assert_eq!((&moved["judged"], &moved["kept"]), (&2.into(), &5.into()));
    let bob = &moved["submissions"][1];
    assert_eq!(
        (&bob["points_before"], &bob["points"]),
        (&20.0.into(), &10.0.into())
    );
    let double = &bob["exercises"][0];
    assert_eq!(
        (&double["status_before"], &double["status"]),
        (&"pass".into(), &"fail".into())
    );
    assert_eq!(double["why"][0], "the hidden test");

    // The run is this one now; and who takes the correction back judges nothing.
    grade(&class, &["--resume"]);
    wants(&class, 43);
    let back = grade(&class, &["--regrade", "--json"]);
    let back: Value = serde_json::from_str(&back).unwrap();
    assert_eq!(
        (&back["judged"], &back["earlier"]),
        (&0.into(), &"earlier/2".into())
    );
    assert_eq!(class.read("grades/gradebook.csv"), before.0);
    assert_eq!(back, movement(&class));
}

#[test]
fn a_dry_run_says_what_would_be_judged_and_changes_nothing() {
    let class = class();
    grade(&class, &[]);
    let before = content(&class.path("grades"));
    entry(&class, "shout", "deadline = 7.0");
    let said = grade(&class, &["--regrade", "--dry-run"]);
    let want = "\
exercise  answers  to judge  what changed
shout           2         1  its deadline

1 answer would be judged again; the verdicts on 6 answers stay.
Nothing was changed.
";
    assert_eq!(said, want);
    let all = grade(&class, &["--regrade", "--dry-run", "--timeout-scale", "2"]);
    assert!(
        all.contains("add             3         2  --timeout-scale\n"),
        "{all}"
    );
    assert!(all.contains("--timeout-scale, its deadline"), "{all}");
    let json = grade(&class, &["--regrade", "--dry-run", "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["dry_run"], &json["judged"]),
        (&true.into(), &1.into())
    );
    assert_eq!(json["exercises"][0]["changed"][0], "its deadline");
    assert_eq!(content(&class.path("grades")), before);
    let said = grade(&class, &["--regrade"]);
    assert!(
        said.contains("0 of 3 submissions have other points."),
        "{said}"
    );
    assert!(said.contains("; 1 answer judged"), "{said}");
}

#[test]
fn other_points_lateness_and_extensions_judge_nothing() {
    let class = class();
    let roster = "id,submitted_at,due,extension\nada,2026-11-24T22:00:00Z,2026-11-23T22:00:00Z,\n\
                  bob,2026-11-23T21:00:00Z,2026-11-23T22:00:00Z,\neve,,,\nzoe,,,\n";
    fs::write(class.path("roster.csv"), roster).unwrap();
    let listed = ["--roster", "roster.csv"];
    grade(&class, &listed);
    let policy = "[grading]\n[grading.late]\nper_day = 10\n[grading.exercises.shout]\npoints = 5\n";
    fs::write(class.path("policy.toml"), policy).unwrap();
    let call = [&listed[..], &["--regrade", "--policy", "policy.toml"]].concat();
    let dry = grade(&class, &[&call[..], &["--dry-run"]].concat());
    assert!(
        dry.starts_with("No exercise is judged by anything else than before."),
        "{dry}"
    );
    assert!(dry.contains("Points would be computed again"), "{dry}");
    let said = grade(&class, &call);
    let rows = "\
student  exercise   before      after  why
ada      add            10          9  lateness
         double         10          9  lateness
         shout     10 / 10    4.5 / 5  what it is worth, lateness
         total     30 / 30  22.5 / 25
bob      shout      0 / 10      0 / 5  what it is worth
         total     10 / 30    10 / 25
";
    assert!(said.contains(rows), "{said}");
    assert!(said.contains("0 answers judged"), "{said}");

    // She is given a day more, and has points for what she said at the desk.
    fs::write(
        class.path("roster.csv"),
        roster.replace("Z,\nbob", "Z,1d\nbob"),
    )
    .unwrap();
    let set = "student,exercise,points,reason\nzoe,add,6,at the desk\neve,add,5,at the desk\n";
    fs::write(class.path("set.csv"), set).unwrap();
    let said = grade(&class, &[&call[..], &["--overrides", "set.csv"]].concat());
    assert!(said.contains("0 answers judged"), "{said}");
    let moved = movement(&class);
    let why = |at: usize| moved["submissions"][at]["exercises"][0]["why"].clone();
    assert_eq!(moved["submissions"][0]["id"], "ada");
    assert_eq!(why(0), serde_json::json!(["lateness"]));
    assert_eq!(why(1), serde_json::json!(["points that you set"]));
    let zoe = &moved["submissions"][2];
    assert_eq!(
        (&zoe["id"], &zoe["points_before"], &zoe["points"]),
        (&"zoe".into(), &Value::Null, &6.0.into())
    );
    // Nobody takes them back by accident.
    class
        .grade(&[&EACH[..], &call].concat())
        .exits(2)
        .stderr_has("were set with --overrides; name the file again");
    fs::write(class.path("set.csv"), "student,exercise,points,reason\n").unwrap();
    grade(&class, &[&call[..], &["--overrides", "set.csv"]].concat());
    let moved = movement(&class);
    let back = "the points that you set were taken back";
    assert_eq!(moved["submissions"][0]["exercises"][0]["why"][0], back);
    assert_eq!(moved["submissions"][1]["points"], 0.0);
    assert!(!class.path("grades/submissions/zoe").exists());
}

#[test]
fn what_cannot_be_stood_for_is_refused_and_left_as_it_is() {
    let class = class();
    let refused = |more: &[&str], want: &str| {
        let all = [more, &["--regrade"]].concat();
        class.grade(&all).exits(2).stderr_has(want);
    };
    refused(&EACH, "there are no results in");
    fs::create_dir(class.path("grades")).unwrap();
    fs::write(class.path("grades/thesis.tex"), "").unwrap();
    refused(&EACH, "there are no results in");
    fs::remove_file(class.path("grades/thesis.tex")).unwrap();
    fs::write(class.path("roster.csv"), "id\nada\nbob\neve\n").unwrap();
    let listed = [&EACH[..], &["--roster", "roster.csv"]].concat();
    class.grade(&listed).exits(0);
    let before = content(&class.path("grades"));

    refused(&EACH, "another roster: name it again with --roster");
    fs::write(class.path("roster.csv"), "id\nada\nbob\nzoe\n").unwrap();
    refused(&listed, "another roster: `eve` is gone, `zoe` is new");
    fs::write(class.path("roster.csv"), "id\neve\nada\nbob\n").unwrap();
    let some = ["class/ada", "class/bob", "--roster", "roster.csv"];
    refused(&some, "these are not among the submissions now: `eve`");
    let apart = [&listed[..], &["--no-cache"]].concat();
    refused(&apart, "was graded without --no-cache");
    let theirs = "8".repeat(64);
    fs::write(class.path("their.key"), theirs).unwrap();
    fs::set_permissions(class.path("their.key"), fs::Permissions::from_mode(0o600)).unwrap();
    let foreign = [&listed[..], &["--key", "their.key"]].concat();
    refused(&foreign, "was not written with the key of this grader");
    let part = [&listed[..], &["--shard", "1/2", "--out", "part"]].concat();
    class.grade(&part).exits(0);
    let of_part = [&listed[..], &["--out", "part"]].concat();
    refused(&of_part, "holds the shard 1/2; put all of them together");
    let resumed = [&listed[..], &["--resume"]].concat();
    refused(&resumed, "cannot be used with");
    assert_eq!(content(&class.path("grades")), before);

    let file = class.path("grades/submissions/ada/report.json");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replace("\"points\":10.0", "\"points\":0.0")).unwrap();
    let all = [&listed[..], &["--regrade"]].concat();
    class
        .grade(&all)
        .exits(3)
        .stderr_has("is not as it was written");
    let info = class.bench.read("info.toml");
    class
        .bench
        .save("info.toml", &info.replace("\"bench\"", "\"other\""));
    refused(
        &listed,
        "results of the course `bench`, and this is `other`",
    );
}

#[test]
fn a_regrading_that_is_killed_loses_nothing_and_goes_on() {
    let class = class();
    grade(&class, &[]);
    entry(&class, "add", "deadline = 7.0");
    entry(&class, "double", "deadline = 7.0");
    let before = results(&class);
    let stored = verdicts(&class.path("grades")).len();
    let mut command = class.command(&[&EACH[..], &["--regrade", "-j", "1"]].concat());
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = class.path("grades");
    wait_until("a verdict", || stored < verdicts(&out).len());
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-KILL", &pid]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), None);
    assert_eq!(results(&class), before);
    let left = 4 - (verdicts(&out).len() - stored);
    class.bench.gets_quiet();
    // With the course as it was, the results of before still are a run to go on with.
    let said = grade(&class, &["--regrade"]);
    assert!(said.contains(&format!("; {left} answer")), "{left}\n{said}");
    assert!(said.contains("its deadline"), "{said}");
    assert_eq!(
        before[&out.join("gradebook.csv")],
        fs::read(out.join("gradebook.csv")).unwrap()
    );
}

#[test]
fn where_a_verdict_would_be_lost_the_results_of_before_stay() {
    let class = class();
    grade(&class, &[]);
    entry(&class, "add", "deadline = 7.0");
    let before = results(&class);
    let cc = class.path("bin/cc");
    fs::create_dir(class.path("bin")).unwrap();
    let script = "#!/bin/sh\ncase \"$*\" in *.add.*) echo no space >&2; exit 1;; esac\nexec /usr/bin/cc \"$@\"\n";
    fs::write(&cc, script).unwrap();
    fs::set_permissions(&cc, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = class.command(&[&EACH[..], &["--regrade"]].concat());
    command.env(
        "PATH",
        format!("{}:{}", class.path("bin").display(), env!("PATH")),
    );
    class
        .bench
        .call(command)
        .exits(3)
        .stderr_has("`add` of `ada` had a verdict and could not be judged now")
        .stderr_has("the results of before stay as they were")
        .stderr_has("go on with --regrade");
    assert_eq!(results(&class), before);
    let said = grade(&class, &["--regrade"]);
    assert!(said.contains("; 2 answers judged"), "{said}");
}

#[test]
fn an_answer_that_was_handed_in_since_is_named() {
    let class = class();
    grade(&class, &[]);
    class.hand_in("bob/double.rs", &answer("double", "6 * 7"));
    class.hand_in("zoe/add.rs", &answer("add", "42"));
    class
        .grade(&[&EACH[..], &["--regrade"]].concat())
        .exits(0)
        .stderr_has("warning: 1 submission not graded before: `zoe`")
        .stderr_has("warning: 1 answer other than when the class was graded")
        .stderr_has("`bob/double`")
        .stdout_has("another answer was handed in")
        .stdout_has("graded for the first time")
        .stdout_has("double          3       1  verdicts were missing");
}
