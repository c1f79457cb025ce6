//! Results that somebody handed in, or planted.

use super::{Class, verdicts};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Write whatever says that a result is ours, for every file in it, anew.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// What eve makes at home, where all that she hands in is right.
fn made_by_eve(class: &Class) {
    let mut command = class.command(&["class/right", "--out", "eves"]);
    command.env("XDG_STATE_HOME", class.path("eves-home"));
    class.bench.call(command).exits(0);
}

#[test]
fn a_folder_of_results_that_was_handed_in_is_nobodys() {
    let class = Class::of(&[("eve", ["41", "41", "41"]), ("right", ["42", "42", "42"])]);
    made_by_eve(&class);
    fs::remove_dir_all(class.path("class/right")).unwrap();
    let right = fs::read_dir(class.path("eves/submissions")).unwrap();
    assert_eq!(right.count(), 1);
    fs::rename(
        class.path("eves/submissions/right"),
        class.path("eves/submissions/eve"),
    )
    .unwrap();
    copy(&class.path("eves"), &class.path("class/grades"));
    for more in [&[][..], &["--resume"]] {
        let mut command = class.command(&[&["--each", "."], more].concat());
        command.current_dir(class.path("class"));
        let ran = class.bench.call(command).exits(2).complains_once();
        ran.stderr_has("would lie in the class").stderr_has("--out");
    }
    assert!(!class.path("class/grades/gradebook.csv.new").exists());
    // Also where it lies elsewhere, it is not believed.
    class
        .grade(&["class/eve", "--out", "eves", "--resume"])
        .exits(2)
        .stderr_has("was not written with the key of this grader");
}

#[test]
fn a_verdict_of_somebody_else_is_judged_again() {
    let class = Class::of(&[("eve", ["41", "41", "41"]), ("right", ["42", "42", "42"])]);
    made_by_eve(&class);
    class
        .grade(&["class/eve"])
        .exits(0)
        .stdout_has("0 of 30 points");
    // A verdict on a right answer in the place of that on a wrong one, signed by
    // nobody, by eve, and by ours about another answer.
    let ours = verdicts(&class.path("grades"));
    let theirs = verdicts(&class.path("eves"));
    let text = fs::read_to_string(&theirs[0]).unwrap();
    fs::write(&ours[0], &text).unwrap();
    fs::write(
        &ours[1],
        text.split(",\"mac\"").next().unwrap().to_owned() + "}",
    )
    .unwrap();
    fs::copy(&ours[2], ours[2].with_extension("kept")).unwrap();
    fs::rename(class.path("class/right"), class.path("class/zoe")).unwrap();
    class.grade(&["class/zoe", "--out", "other"]).exits(0);
    fs::copy(&verdicts(&class.path("other"))[0], &ours[2]).unwrap();
    class
        .grade(&["class/eve", "--resume"])
        .exits(0)
        .stdout_has("0 of 30 points (0 %); 3 answers judged");
}

#[test]
fn a_link_in_the_results_leads_nowhere() {
    let class = Class::of(&[("ada", ["42", "42", "42"])]);
    class.grade(&["class/ada"]).exits(0);
    let outside = class.path("outside");
    fs::create_dir(&outside).unwrap();
    let ada = class.path("grades/submissions/ada");
    fs::remove_dir_all(&ada).unwrap();
    symlink(&outside, &ada).unwrap();
    class
        .grade(&["class/ada", "--resume"])
        .exits(2)
        .stderr_has("grades/submissions/ada` is a link")
        .complains_once();
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
    symlink(class.path("grades"), class.path("link")).unwrap();
    class
        .grade(&["class/ada", "--out", "link", "--resume"])
        .exits(2)
        .stderr_has("link` is a link");
}

#[test]
fn results_of_an_earlier_version_are_said_to_be_that() {
    let class = Class::of(&[("ada", ["42", "42", "42"])]);
    fs::create_dir(class.path("grades")).unwrap();
    let run = "{\"schema\": \"workbook/grade/v1\", \"tool\": \"0.1.0\"}";
    fs::write(class.path("grades/run.json"), run).unwrap();
    class
        .grade(&["class/ada", "--resume"])
        .exits(2)
        .stderr_has("another version of this program")
        .stderr_has("judged again");
}

#[test]
fn shards_of_several_machines_need_one_key() {
    let class = Class::of(&[("ada", ["42", "42", "41"]), ("bob", ["42", "41", ""])]);
    let shard = |index: &str, home: &str, more: &[&str]| {
        let part = format!("{index}/2");
        let each = ["--each", "class", "--shard", &part, "--out", index];
        let mut command = class.command(&[&each[..], more].concat());
        command.env("XDG_STATE_HOME", class.path(home));
        class.bench.call(command).exits(0);
    };
    shard("1", "here", &[]);
    shard("2", "there", &[]);
    class
        .grade(&["merge", "1", "2"])
        .exits(2)
        .stderr_has("was not written with the key of this grader")
        .stderr_has("--key FILE");
    assert!(!class.path("grades").exists());
    for index in ["1", "2"] {
        fs::remove_dir_all(class.path(index)).unwrap();
    }
    let key = ["--key", "shared.key"];
    shard("1", "here", &key);
    shard("2", "there", &key);
    let merge = [&["merge", "1", "2"], &key[..]].concat();
    class.grade(&merge).exits(0).stdout_has("2 submissions:");
    let book = class.read("grades/gradebook.csv");
    class.grade(&["--each", "class", "--out", "whole"]).exits(0);
    assert_eq!(book, class.read("whole/gradebook.csv"));

    // A listing that somebody changed, or that is about somebody else.
    let index = class.path("1/submissions").join("ada/index.json");
    let (path, text) = match fs::read_to_string(&index) {
        Ok(text) => (index, text),
        Err(_) => {
            let path = class.path("2/submissions/ada/index.json");
            let text = fs::read_to_string(&path).unwrap();
            (path, text)
        }
    };
    fs::write(&path, text.replace("\"handed\"", "\"handed\" ")).unwrap();
    let again = [&merge[..], &["--out", "again"]].concat();
    class
        .grade(&again)
        .exits(3)
        .stderr_has("was not written by this run");
}

#[test]
fn without_a_home_one_run_works_and_says_what_it_cannot() {
    let class = Class::of(&[("ada", ["42", "", ""])]);
    let run = |more: &[&str]| {
        let mut command = class.command(&[&["class/ada"], more].concat());
        command.env_remove("HOME").env_remove("XDG_STATE_HOME");
        class.bench.call(command)
    };
    run(&[])
        .exits(0)
        .stderr_has("the key of these results is not kept");
    run(&["--resume"]).exits(2).stderr_has("--key FILE");
    run(&["--out", "named", "--key", "my.key"]).exits(0);
    run(&["--out", "named", "--key", "my.key", "--resume"]).exits(0);
}

#[test]
fn a_report_can_be_asked_whose_it_is() {
    let class = Class::of(&[("ada", ["42", "", ""])]);
    class.grade(&["class/ada"]).exits(0);
    let path = class.path("grades/submissions/ada/report.json");
    let path = path.to_str().unwrap();
    let report = |more: &[&str]| {
        class
            .bench
            .call(class.bench.command(&[&["report", path], more].concat()))
    };
    report(&["--verify"]).exits(0).stdout_has("10 of 30 points");
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, text.replace("\"points\":10.0", "\"points\":30.0")).unwrap();
    report(&["--verify"])
        .exits(2)
        .stderr_has("was not written by");
    report(&[]).exits(0).stderr_has("or changed since");
}
