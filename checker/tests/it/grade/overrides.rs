//! Points that an instructor changes, from outside.

use super::{Class, example};
use std::fs;

const REASON: &str = "the test forgot the empty list, see #12";

fn class() -> Class {
    Class::of(&[("ada", ["42", "41", ""]), ("bob", ["42", "42", "42"])])
}

fn overrides(class: &Class, lines: &str) {
    let text = format!("student,exercise,points,reason\n{lines}");
    fs::write(class.path("overrides.csv"), text).unwrap();
}

#[test]
fn the_points_and_the_reason_are_in_every_report_beside_the_verdict() {
    let class = class();
    overrides(&class, &format!("ada,double,8,\"{REASON}\"\n"));
    let formats = [
        "text",
        "csv",
        "junit",
        "markdown",
        "html",
        "moodle",
        "gradescope",
    ];
    let formats: Vec<_> = formats.iter().flat_map(|name| ["--format", name]).collect();
    let files = ["--each", "class", "--overrides", "overrides.csv"];
    let pages = ["--feedback", "pages"];
    class
        .grade(&[&files[..], &pages, &formats].concat())
        .exits(0)
        .stdout_has("2 submissions: 48 of 60 points (80 %)")
        .stdout_has("1 answer with points that you set");
    let double = &class.report("ada")["exercises"][1];
    assert_eq!(
        (&double["status"], &double["points"]),
        (&"fail".into(), &8.0.into())
    );
    let set = &double["override"];
    assert_eq!(
        (&set["judged_points"], &set["reason"]),
        (&0.0.into(), &REASON.into())
    );
    assert_eq!(class.report("bob")["exercises"][1].get("override"), None);
    let want = format!(
        "id,name,email,status,points,max_points,percent,not_submitted,overrides,add,double,shout\n\
         ada,,,graded,18,30,60,shout,\"double: 8 instead of 0, {REASON}\",10,8,0\n\
         bob,,,graded,30,30,100,,,10,10,10\n"
    );
    assert_eq!(class.read("grades/gradebook.csv"), want);
    let beside = [
        "report.txt",
        "report.csv",
        "junit.xml",
        "report.md",
        "report.html",
        "moodle.csv",
        "gradescope.json",
    ];
    for name in beside {
        let text = class.read(&format!("grades/submissions/ada/{name}"));
        // Markdown takes a number sign for a heading, and lines are broken.
        let plain = text.replace('\\', "");
        let words: Vec<_> = plain.split_whitespace().collect();
        assert!(words.join(" ").contains(REASON), "{name}:\n{text}");
        let other = class.read(&format!("grades/submissions/bob/{name}"));
        assert!(!other.contains("forgot"), "{name}:\n{other}");
    }
    let page = class.read("pages/ada.html");
    assert!(
        page.contains(REASON) && page.contains("set, judged 0"),
        "{page}"
    );
    // What is stored says the same without judging.
    class
        .bench
        .call(class.bench_command(&["report", "--verify", "grades/submissions/ada/report.json"]))
        .exits(0)
        .stdout_has("8 / 10  wrong result  (set, judged 0)")
        .stdout_has("points set by the instructor: 8 of 10 (the verdict is worth 0).");
}

#[test]
fn what_was_set_is_changed_and_taken_back_without_judging_and_never_by_accident() {
    let class = class();
    overrides(&class, "ada,double,8,orally\n");
    let grade = |more: &[&str]| {
        let all = [&["--each", "class", "--resume"], more].concat();
        class.grade(&all)
    };
    class
        .grade(&["--each", "class", "--overrides", "overrides.csv"])
        .exits(0);
    grade(&[])
        .exits(2)
        .stderr_has("were set with --overrides; name the file again");
    overrides(&class, "ada,double,5,orally\nbob,add,0,copied from ada\n");
    grade(&["--overrides", "overrides.csv"])
        .exits(0)
        .stdout_has("2 submissions: 35 of 60 points (58.33 %); 0 answers judged");
    overrides(&class, "");
    grade(&["--overrides", "overrides.csv"])
        .exits(0)
        .stdout_has("2 submissions: 40 of 60 points (66.67 %); 0 answers judged");
    grade(&[]).exits(0);
}

#[test]
fn who_handed_in_nothing_gets_a_report_with_the_reason() {
    let class = class();
    fs::write(class.path("roster.csv"), "id,name\nzoe,Zoe\nada,\nbob,\n").unwrap();
    overrides(
        &class,
        "zoe,add,6,\"shown at the desk, the upload failed\"\n",
    );
    let call = [
        "--each",
        "class",
        "--roster",
        "roster.csv",
        "--overrides",
        "overrides.csv",
    ];
    class
        .grade(&call)
        .exits(0)
        .stdout_has("zoe handed in nothing and has 6 points that you set");
    let add = &class.report("zoe")["exercises"][0];
    assert_eq!(add["status"], "not_submitted");
    assert_eq!(
        add["override"]["reason"],
        "shown at the desk, the upload failed"
    );
    let book = class.read("grades/gradebook.csv");
    let zoe = "zoe,Zoe,,not_submitted,6,30,20,add double shout,\
               \"add: 6 instead of 0, shown at the desk, the upload failed\",6,0,0\n";
    assert!(book.contains(zoe), "{book}");
    overrides(&class, "");
    class.grade(&[&call[..], &["--resume"]].concat()).exits(0);
    assert!(!class.path("grades/submissions/zoe/report.json").exists());
    assert!(
        class
            .read("grades/gradebook.csv")
            .contains("zoe,Zoe,,not_submitted,0,30,0,")
    );
}

#[test]
fn nothing_is_judged_where_a_line_is_wrong() {
    let class = class();
    overrides(
        &class,
        "adda,double,8,x\nada,doubel,8,x\nada,add,11,x\nbob,add,1,\n",
    );
    class
        .grade(&["--each", "class", "--overrides", "overrides.csv"])
        .exits(2)
        .stderr_has("4 lines of the overrides are wrong")
        .stderr_has("overrides.csv:2: nobody is called `adda` (did you mean `ada`?)")
        .stderr_has("overrides.csv:3: the course has no exercise `doubel` (did you mean `double`?)")
        .stderr_has("overrides.csv:4: `11` cannot be the points of `add`: they go from 0 to 10")
        .stderr_has("overrides.csv:5: there is no reason why `bob`");
    assert!(!class.path("grades").exists());
    class
        .grade(&["--each", "class", "--overrides", "none.csv"])
        .exits(3)
        .stderr_has("failed to read the overrides `none.csv`");
}

#[test]
fn a_student_sets_no_points() {
    let class = class();
    // A file that was handed in is none of the instructor's.
    let text = "student,exercise,points,reason\nada,double,10,please\n";
    class.hand_in("ada/overrides.csv", text);
    class
        .grade(&["--each", "class", "--overrides", "class/ada/overrides.csv"])
        .exits(2)
        .stderr_has("may come from whoever handed it in");
    // Neither is a report that says of itself that points were set.
    overrides(&class, "ada,double,3,orally\n");
    let call = ["--each", "class", "--overrides", "overrides.csv"];
    class.grade(&call).exits(0);
    let file = "grades/submissions/ada/report.json";
    let forged = class
        .read(file)
        .replace("\"points\":3.0", "\"points\":10.0");
    fs::write(class.path(file), &forged).unwrap();
    class
        .bench
        .call(class.bench_command(&["report", "--verify", file]))
        .exits(2)
        .stderr_has("was changed since");
    class.grade(&[&call[..], &["--resume"]].concat()).exits(0);
    assert_eq!(class.report("ada")["exercises"][1]["points"], 3.0);
}

#[test]
fn shards_leave_it_to_the_merge() {
    let class = class();
    overrides(&class, "ada,double,8,orally\n");
    let set = ["--overrides", "overrides.csv"];
    let shard = |n: &'static str| [["--each", "class"], ["--shard", n]].concat();
    class
        .grade(&[&shard("1/2")[..], &set].concat())
        .exits(2)
        .stderr_has("cannot be used");
    for (part, out) in [("1/2", "part1"), ("2/2", "part2")] {
        class
            .grade(&[&shard(part)[..], &["--out", out]].concat())
            .exits(0);
    }
    class
        .grade(&[&["merge", "part1", "part2"], &set[..]].concat())
        .exits(0)
        .stdout_has("48 of 60 points");
}

#[test]
fn the_example_of_the_guide_is_taken() {
    let class = class();
    let text = example("csv", "student,");
    fs::write(class.path("overrides.csv"), text).unwrap();
    class
        .grade(&["--each", "class", "--overrides", "overrides.csv"])
        .exits(0)
        .stdout_has("2 answers with points that you set");
    let reason = &class.report("bob")["exercises"][0]["override"]["reason"];
    assert_eq!(reason, "copied; bob was told on 12 March");
}
