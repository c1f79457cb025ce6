//! What is not graded, and why.

use super::Class;
use std::fs;

#[test]
fn there_must_be_something_to_grade() {
    let class = Class::new();
    class
        .grade(&[])
        .exits(2)
        .stderr_has("workbook grade --each DIR");
    class
        .grade(&["--each", "class"])
        .exits(4)
        .stderr_has("no submission in `class`");
    class
        .grade(&["nobody"])
        .exits(2)
        .stderr_has("failed to find the submission `nobody`");
    class.hand_in("ada.rs", "");
    class
        .grade(&["class/ada.rs"])
        .exits(2)
        .stderr_has("`class/ada.rs` is a file, and a submission is a folder, a zip");
    class.hand_in("x/ada/add.rs", "");
    class.hand_in("y/ada/add.rs", "");
    class
        .grade(&["class/x/ada", "class/y/ada"])
        .exits(2)
        .stderr_has("have the same id, `ada`")
        .complains_once();
    assert!(!class.path("grades").exists());
}

#[test]
fn results_are_never_written_over() {
    let class = Class::of(&[("ada", ["42", "", ""])]);
    fs::create_dir(class.path("grades")).unwrap();
    fs::write(class.path("grades/thesis.tex"), "").unwrap();
    class
        .grade(&["class/ada"])
        .exits(2)
        .stderr_has("is not empty");
    fs::remove_file(class.path("grades/thesis.tex")).unwrap();
    class.grade(&["class/ada"]).exits(0);
    class
        .grade(&["class/ada"])
        .exits(2)
        .stderr_has("go on with --resume");
    class
        .grade(&["class/ada", "--resume", "--timeout-scale", "2"])
        .exits(2)
        .stderr_has("holds the results of another run")
        .stderr_has("the deadlines");
}

#[test]
fn whoever_hands_in_has_no_say_in_the_tests_nor_in_the_results() {
    let class = Class::of(&[("eve", ["41", "", ""])]);
    for more in [&[][..], &["--resume"][..]] {
        let mut command = class.command(&[&["."], more].concat());
        command.current_dir(class.path("class/eve"));
        class
            .bench
            .call(command)
            .exits(2)
            .stderr_has("would lie in the submission")
            .stderr_has("with --out");
    }
    class
        .grade(&["class/eve", "--out", "class"])
        .exits(2)
        .stderr_has("lies in the folder of the results");
    let root = class.bench.root().to_str().unwrap();
    class
        .grade(&[root])
        .exits(2)
        .stderr_has("lies in the submission")
        .stderr_has("must not choose the tests");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let class = Class::of(&[("ada", ["42", "42", "42"])]);
    let eve = class.path("class/eve");
    fs::create_dir(&eve).unwrap();
    std::os::unix::fs::symlink(class.path("class/ada/add.rs"), eve.join("add.rs")).unwrap();
    std::os::unix::fs::symlink(class.path("class/ada"), eve.join("01_numbers")).unwrap();
    class
        .grade(&["class/eve"])
        .exits(0)
        .stdout_has("0 of 30 points");
    let eve = class.report("eve");
    assert_eq!(eve["exercises"][0]["status"], "forbidden");
    assert_eq!(eve["exercises"][0]["findings"][0]["kind"], "forbidden");
}

#[test]
fn what_is_no_text_is_refused_and_the_rest_is_judged() {
    let class = Class::of(&[("ada", ["", "42", "42"])]);
    fs::write(class.path("class/ada/add.rs"), [0xff, 0xfe]).unwrap();
    class
        .grade(&["class/ada"])
        .exits(0)
        .stdout_has("20 of 30 points");
    let add = &class.report("ada")["exercises"][0];
    assert_eq!(add["status"], "forbidden");
}

#[test]
fn a_roster_that_cannot_be_read_is_named_with_its_line() {
    let class = Class::of(&[("ada", ["42", "", ""])]);
    fs::write(class.path("roster.csv"), "id\nada\nada\n").unwrap();
    class
        .grade(&["class/ada", "--roster", "roster.csv"])
        .exits(3)
        .stderr_has("`roster.csv`: line 3: the id `ada` is already on line 2");
}
