//! What lateness takes, from outside.

use super::{Class, example};
use std::fs;

const ROSTER: &str = "\
id,name,submitted_at,due,extension
ada,Ada,2026-11-23T22:59:59+01:00,,
bob,Bob,2026-11-23T22:15:00Z,,
eve,Eve,2026-11-23T22:15:01Z,,
joe,Joe,2026-11-23T22:15:01Z,,1d
zoe,Zoe,2026-12-24 17:00:00 -0500,,
";
const POLICY: &str = "\
[grading]
due = 2026-11-23T22:00:00Z
[grading.late]
per_day = 10
grace = \"15m\"
cap = 50
";

fn class() -> Class {
    let everybody = ["ada", "bob", "eve", "joe", "zoe"];
    let answers = everybody.map(|id| (id, ["42", "41", ""]));
    let class = Class::of(&answers);
    fs::write(class.path("roster.csv"), ROSTER).unwrap();
    fs::write(class.path("policy.toml"), POLICY).unwrap();
    class
}

const CALL: [&str; 6] = [
    "--each",
    "class",
    "--roster",
    "roster.csv",
    "--policy",
    "policy.toml",
];

#[test]
fn each_answer_says_how_late_it_is_and_what_that_took_by_which_rule() {
    let class = class();
    let formats = ["--format", "text", "--format", "csv", "--format", "junit"];
    class
        .grade(&[&CALL[..], &formats, &["--feedback", "pages"]].concat())
        .exits(0)
        .stdout_has("5 submissions: 44 of 150 points");
    let book = class.read("grades/gradebook.csv");
    let rows: Vec<_> = book.lines().collect();
    let head = "id,name,email,status,points,max_points,percent,not_submitted,late_seconds,\
                late_taken,add,double,shout";
    let want = [
        head,
        "ada,Ada,,graded,10,30,33.33,shout,0,0,10,0,0",
        "bob,Bob,,graded,10,30,33.33,shout,900,0,10,0,0",
        "eve,Eve,,graded,9,30,30,shout,901,1,9,0,0",
        "joe,Joe,,graded,10,30,33.33,shout,0,0,10,0,0",
        "zoe,Zoe,,graded,5,30,16.67,shout,2678400,5,5,0,0",
    ];
    assert_eq!(rows, want);
    let late = |id: &str| class.report(id)["exercises"][0]["late"].clone();
    assert_eq!(
        [late("ada"), late("joe")],
        [serde_json::Value::Null, serde_json::Value::Null]
    );
    assert_eq!(late("bob")["rule"], "within the grace of 15 min");
    let eve = late("eve");
    let numbers = [
        &eve["seconds"],
        &eve["days"],
        &eve["points_before"],
        &eve["taken"],
    ];
    assert_eq!(
        numbers.map(|number| number.as_f64().unwrap()),
        [901.0, 1.0, 10.0, 1.0]
    );
    assert_eq!(eve["rule"], "10 % for each started day, at most 50 %");
    let said = "late by 15 min 1 s (due 2026-11-23T22:00:00Z): 1 of 10 points taken, 9 left (10 % \
                for each started day, at most 50 %)";
    assert!(class.read("pages/eve.html").contains(said));
    let text = class.read("grades/submissions/eve/report.txt");
    assert!(text.contains("9 / 10  (late, 1 taken)"), "{text}");
    for name in ["report.csv", "junit.xml"] {
        let text = class.read(&format!("grades/submissions/eve/{name}"));
        assert!(text.contains("at most 50 %"), "{text}");
    }
}

#[test]
fn the_rule_may_stand_on_the_command_line_and_be_switched_off_there() {
    let class = class();
    class
        .grade(&[&CALL[..], &["--late", "per-day=20"]].concat())
        .exits(0)
        .stdout_has("36 of 150 points");
    class
        .grade(&[&CALL[..], &["--late", "off", "--out", "off"]].concat())
        .exits(0)
        .stdout_has("50 of 150 points");
    class
        .grade(&[&CALL[..], &["--late", "perday=20", "--out", "odd"]].concat())
        .exits(2)
        .stderr_has("--late perday=20: there is no setting `perday`");
}

#[test]
fn points_that_were_set_are_those_that_count() {
    let class = class();
    let text = "student,exercise,points,reason\nzoe,add,8,\"was ill, a note came later\"\n";
    fs::write(class.path("overrides.csv"), text).unwrap();
    class
        .grade(&[&CALL[..], &["--overrides", "overrides.csv"]].concat())
        .exits(0);
    let add = &class.report("zoe")["exercises"][0];
    assert_eq!(add["points"], 8.0);
    assert_eq!(add["override"]["judged_points"], 10.0);
    let rule = "nothing is taken from points that the instructor set";
    assert_eq!(add["late"]["rule"], rule);
}

#[test]
fn a_time_that_is_not_clear_is_an_error_before_anything_is_judged() {
    let class = class();
    let roster = "id,submitted_at,due\nada,2026-11-23 22:00,\nbob,,monday\n";
    fs::write(class.path("roster.csv"), roster).unwrap();
    class
        .grade(&CALL)
        .exits(2)
        .stderr_has("2 times on the roster cannot be understood")
        .stderr_has("roster.csv:2: submitted_at: `2026-11-23 22:00` has no time zone")
        .stderr_has("roster.csv:3: due: `monday` cannot be read as a time");
    fs::write(class.path("roster.csv"), "id,name\nada,Ada\n").unwrap();
    class
        .grade(&CALL)
        .exits(2)
        .stderr_has("name a roster with the column submitted_at");
    fs::write(class.path("roster.csv"), ROSTER).unwrap();
    let policy = POLICY.replace("22:00:00Z", "22:00:00");
    fs::write(class.path("policy.toml"), policy).unwrap();
    class
        .grade(&CALL)
        .exits(2)
        .stderr_has("due in the table [grading]: `2026-11-23T22:00:00` has no time zone");
    assert!(!class.path("grades").exists());
}

#[test]
fn of_whom_nothing_is_known_nothing_is_taken_with_a_warning() {
    let class = class();
    let roster = ROSTER.replace("eve,Eve,2026-11-23T22:15:01Z", "eve,Eve,");
    fs::write(class.path("roster.csv"), roster).unwrap();
    class
        .grade(&CALL)
        .exits(0)
        .stderr_has("warning: of 1 submission it is not known when it was handed in or due")
        .stdout_has("45 of 150 points");
}

#[test]
fn the_example_of_the_guide_is_taken() {
    let class = Class::of(&["ada", "bob", "eve"].map(|id| (id, ["42", "42", "42"])));
    fs::write(class.path("roster.csv"), example("csv", "extension")).unwrap();
    fs::write(class.path("policy.toml"), example("toml", "grading.late")).unwrap();
    class.grade(&CALL).exits(0).stdout_has("87 of 90 points");
    let taken = |id: &str| class.report(id)["exercises"][0]["late"]["taken"].as_f64();
    assert_eq!(["ada", "bob", "eve"].map(taken), [None, None, Some(1.0)]);
}
