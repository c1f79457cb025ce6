//! What comes of grading.

use super::{Class, verdicts};
use crate::support::answer;
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_class_becomes_a_gradebook_and_a_report_for_each() {
    let class = Class::of(&[
        ("ada", ["42", "42", "42"]),
        ("bob", ["42", "41", ""]),
        ("eve", ["42", "\"42\"", "41"]),
    ]);
    class
        .grade(&["--each", "class"])
        .exits(0)
        .stderr_has("ada: 30 of 30 points, 3 of 3 exercises passed")
        .stdout_has("3 submissions: 50 of 90 points (55.56 %); 6 answers judged");
    let want = "id,name,email,status,points,max_points,percent,not_submitted,add,double,shout\n\
                ada,,,graded,30,30,100,,10,10,10\n\
                bob,,,graded,10,30,33.33,shout,10,0,0\n\
                eve,,,graded,10,30,33.33,,10,0,0\n";
    assert_eq!(class.read("grades/gradebook.csv"), want);
    let bob = class.report("bob");
    assert_eq!(bob["schema"], "workbook/report/v1");
    assert_eq!(bob["submission"]["id"], "bob");
    assert_eq!(bob["complete"], true);
    assert_eq!(bob["layers"]["intake"], true);
    let status = |at: usize| bob["exercises"][at]["status"].clone();
    assert_eq!([0, 1, 2].map(status), ["pass", "fail", "not_submitted"]);
    let place = &bob["exercises"][1]["findings"][0]["location"];
    assert_eq!(place["file"], "exercises/01_numbers/02_double.rs");
    assert_eq!(class.report("eve")["exercises"][1]["status"], "build_error");
    class.bench.is_quiet();
}

#[test]
fn every_layout_is_understood_and_nothing_else_is_read() {
    let class = Class::new();
    let right = |name: &str| answer(name, "42");
    class.hand_in("whole/exercises/01_numbers/01_add.rs", &right("add"));
    class.hand_in("whole/info.toml", "this is no TOML");
    class.hand_in("whole/Cargo.toml", "nor this");
    class.hand_in(
        "whole/.cargo/config.toml",
        "[build]\nrustc = \"/bin/false\"",
    );
    class.hand_in(
        "whole/rust-toolchain.toml",
        "[toolchain]\nchannel = \"none\"",
    );
    class.hand_in("inner/01_numbers/01_add.rs", &right("add"));
    class.hand_in("flat/01_add.rs", &right("add"));
    class.hand_in("named/add.rs", &right("add"));
    class
        .grade(&["class/whole", "class/inner", "class/flat", "class/named"])
        .exits(0)
        .stdout_has("4 submissions: 40 of 120 points (33.33 %); 1 answer judged");
}

#[test]
fn the_checkout_of_a_student_is_never_the_course() {
    // What stands in the folder would make everything right.
    let class = Class::of(&[("eve", ["41", "41", "41"])]);
    let info = class.bench.read("info.toml").replace("\"add\"", "\"sub\"");
    class.hand_in("eve/info.toml", &info);
    let mut command = class.command(&[".", "--out", "../../grades"]);
    command.current_dir(class.path("class/eve"));
    class
        .bench
        .call(command)
        .exits(0)
        .stdout_has("1 submission: 0 of 30 points");
    assert!(class.path("grades/submissions/eve/report.json").is_file());
}

#[test]
fn points_come_from_the_course_and_a_policy_changes_them() {
    let class = Class::of(&[("ada", ["42", "41", "42"])]);
    let policy = "[grading]\n[grading.lessons.02_words]\nweight = 0.5\n\
                  [grading.exercises.add]\npoints = 3\n";
    fs::write(class.path("policy.toml"), policy).unwrap();
    class
        .grade(&["class/ada", "--policy", "policy.toml"])
        .exits(0)
        .stdout_has("8 of 18 points");
    fs::write(class.path("policy.toml"), "[grading]\n\npartail = true\n").unwrap();
    class
        .grade(&["class/ada", "--policy", "policy.toml"])
        .exits(3)
        .stderr_has("policy.toml:3: `grading`: there is no key `partail`");
    let missing = "[grading.exercises.add]\ntests = { nothing = 2 }\n";
    fs::write(class.path("policy.toml"), missing).unwrap();
    class
        .grade(&["class/ada", "--policy", "policy.toml"])
        .exits(3)
        .stderr_has("the exercise `add` has no test `nothing`");
}

/// Two tests, of which a wrong answer passes one.
const TWO_TESTS: &str = "pub fn add() -> u32 { 41 }
fn main() {}
#[cfg(test)]
mod tests {
    #[test]
    fn it_is_small() { assert!(super::add() < 50); }
    #[test]
    fn it_is_42() { assert_eq!(super::add(), 42); }
}
";

#[test]
fn tests_that_passed_count_where_the_course_says_so() {
    let class = Class::new();
    class
        .bench
        .save("exercises/01_numbers/01_add.rs", TWO_TESTS);
    class.hand_in("ada/add.rs", TWO_TESTS);
    let weights = "tests = { \"tests::it_is_42\" = 3, \"tests::it_is_small\" = 1 }";
    let policy = format!("[grading]\npartial = true\n[grading.exercises.add]\n{weights}\n");
    fs::write(class.path("policy.toml"), policy).unwrap();
    class
        .grade(&["class/ada", "--policy", "policy.toml"])
        .exits(0)
        .stdout_has("2.5 of 30 points");
    let add = &class.report("ada")["exercises"][0];
    assert_eq!(
        (&add["points"], &add["partial_credit"]),
        (&2.5.into(), &true.into())
    );
    let points = |name: &str| {
        let tests = add["tests"].as_array().unwrap();
        let test = tests.iter().find(|test| test["name"] == name).unwrap();
        (test["points"].as_f64(), test["max_points"].as_f64())
    };
    assert_eq!(points("tests::it_is_small"), (Some(2.5), Some(2.5)));
    assert_eq!(points("tests::it_is_42"), (Some(0.0), Some(7.5)));
}

#[test]
fn an_answer_that_passes_now_and_then_gets_nothing() {
    let class = Class::new();
    // Each run has a seed of its own: twenty that agree are one in half a million.
    let body = "use std::hash::BuildHasher;\n    \
                let seed = std::hash::RandomState::new().hash_one(1);\n    \
                if seed.is_multiple_of(2) { 42 } else { 41 }";
    class.hand_in("ada/add.rs", &answer("add", body));
    class
        .grade(&["class/ada", "--repeat", "20"])
        .exits(0)
        .stdout_has("0 of 30 points");
    let add = &class.report("ada")["exercises"][0];
    assert_eq!(add["status"], "flaky");
    assert_eq!(add["runs"], 20);
}

#[test]
fn a_deadline_is_confirmed_and_costs_nobody_else_anything() {
    let class = Class::of(&[("ada", ["loop { std::thread::park() }", "42", "42"])]);
    let info = class.bench.read("info.toml");
    let info = info.replace("hint = \"Look", "deadline = 0.5\nhint = \"Look");
    class.bench.save("info.toml", &info);
    class
        .grade(&["class/ada"])
        .exits(0)
        .stdout_has("20 of 30 points");
    let ada = class.report("ada");
    assert_eq!(ada["exercises"][0]["status"], "timeout");
    assert_eq!(ada["exercises"][0]["tests"][0]["attempts"], 2);
    assert_eq!(ada["exercises"][1]["tests"][0]["attempts"], 1);
}

#[test]
fn a_roster_names_people_and_those_who_handed_in_nothing() {
    let class = Class::of(&[("s1", ["42", "", ""]), ("s2", ["", "", "42"])]);
    let roster = "SIS,id,folder,name,email,due\n7,zoe,s9,Zoe,z@x,\n8,ada,s1,=Ada,a@x,monday\n";
    fs::write(class.path("roster.csv"), roster).unwrap();
    class
        .grade(&["--each", "class", "--roster", "roster.csv"])
        .exits(0)
        .stderr_has("warning: `s2` is not on the roster");
    let want = "id,name,email,status,points,max_points,percent,not_submitted,add,double,shout,SIS\n\
                zoe,Zoe,z@x,not_submitted,0,30,0,add double shout,0,0,0,7\n\
                ada,'=Ada,a@x,graded,10,30,33.33,double shout,10,0,0,8\n\
                s2,,,graded,10,30,33.33,add double,0,0,10,\n";
    assert_eq!(class.read("grades/gradebook.csv"), want);
    let ada = &class.report("ada")["submission"];
    assert_eq!(
        (&ada["due"], &ada["name"]),
        (&"monday".into(), &"=Ada".into())
    );
}

#[test]
fn other_formats_lie_beside_the_report_or_where_one_says() {
    let class = Class::of(&[("ada", ["42", "41", ""]), ("bob", ["42", "", ""])]);
    class
        .grade(&["class/ada", "--format", "text", "--format", "csv=ada.csv"])
        .exits(0);
    let csv = class.read("ada.csv");
    let rows: Vec<_> = csv
        .lines()
        .skip(1)
        .map(|row| row.split(',').nth(6))
        .collect();
    assert_eq!(rows, [Some("pass"), Some("fail"), Some("not_submitted")]);
    assert!(
        class
            .read("grades/submissions/ada/report.txt")
            .contains("10 of 30 points")
    );
    class
        .grade(&["--each", "class", "--out", "all", "--format", "csv=all.csv"])
        .exits(2)
        .stderr_has("there are several submissions");
    class
        .grade(&["class/ada", "--out", "odd", "--format", "xls"])
        .exits(2)
        .stderr_has("there is no format `xls`");
}

#[test]
fn a_line_may_be_drawn() {
    let class = Class::of(&[("ada", ["42", "42", "42"]), ("bob", ["42", "", ""])]);
    class
        .grade(&["--each", "class", "--fail-under", "50"])
        .exits(1)
        .stderr_has("1 submission below 50 % of the points");
    class
        .grade(&["--each", "class", "--fail-under", "33", "--resume"])
        .exits(0)
        .stdout_has("0 answers judged");
}

#[test]
fn what_the_checker_cannot_do_is_no_grade() {
    let class = Class::of(&[("ada", ["42", "42", "42"])]);
    // A linker that does not work for `add`.
    let cc = class.path("bin/cc");
    fs::create_dir(class.path("bin")).unwrap();
    let script = "#!/bin/sh\ncase \"$*\" in *.add.*) echo no space >&2; exit 1;; esac\nexec /usr/bin/cc \"$@\"\n";
    fs::write(&cc, script).unwrap();
    fs::set_permissions(&cc, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", class.path("bin").display(), env!("PATH"));
    let grade = |arguments: &[&str]| {
        let mut command = class.command(arguments);
        command.env("PATH", &path);
        class.bench.call(command)
    };
    grade(&["class/ada"])
        .exits(3)
        .stdout_has("20 of 20 points")
        .stderr_has("error: some answers could not be judged")
        .stderr_has(
            "the first: `add`: the compiler could not do its work: linking with `cc` failed",
        )
        .stderr_has("--resume");
    let ada = class.report("ada");
    assert_eq!(
        (&ada["complete"], &ada["exercises"][0]["status"]),
        (&false.into(), &"infra".into())
    );
    let book = class.read("grades/gradebook.csv");
    assert!(book.contains("ada,,,incomplete,20,20,,,,10,10\n"), "{book}");
    assert_eq!(verdicts(&class.path("grades")).len(), 2);

    fs::remove_file(cc).unwrap();
    grade(&["class/ada", "--resume"])
        .exits(0)
        .stdout_has("30 of 30 points (100 %); 1 answer judged");
}

#[test]
fn each_one_gets_a_page_that_hides_what_hidden_tests_saw() {
    let class = Class::of(&[("ada", ["42", "42", "42"]), ("bob", ["41", "42", ""])]);
    class
        .grade(&["--each", "class", "--feedback", "pages/week 1"])
        .exits(0);
    let (ada, bob) = (
        class.read("pages/week 1/ada.html"),
        class.read("pages/week 1/bob.html"),
    );
    assert!(ada.contains("<b>30 / 30</b> points"), "{ada}");
    assert!(bob.contains("What hidden tests saw is not shown."), "{bob}");
    assert!(!bob.contains("ada"), "{bob}");

    // Who hands something in has no say in what others get.
    class
        .grade(&[
            "--each",
            "class",
            "--out",
            "again",
            "--feedback",
            "class/pages",
        ])
        .exits(2)
        .stderr_has("class");
    class
        .grade(&[
            "--each",
            "class",
            "--out",
            "again",
            "--feedback",
            "pages",
            "--shard",
            "1/2",
        ])
        .exits(2)
        .stderr_has("cannot be used");
}
