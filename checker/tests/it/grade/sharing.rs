//! The work shared among several runs.

use super::{Class, verdicts};
use std::fs;

#[test]
fn shards_give_the_same_gradebook_as_one_run() {
    let class = Class::of(&[
        ("ada", ["42", "42", "41"]),
        ("bob", ["42", "41", ""]),
        ("eve", ["40 + 2", "", "\"42\""]),
    ]);
    fs::write(class.path("roster.csv"), "id,name\nzoe,Zoe\nbob,Bob\n").unwrap();
    let common = ["--roster", "roster.csv"];
    let each = [&["--each", "class"][..], &common].concat();
    class
        .grade(&[&each[..], &["--out", "whole"]].concat())
        .exits(0);
    for index in ["1", "2"] {
        let shard = format!("{index}/2");
        class
            .grade(&[&each[..], &["--shard", &shard, "--out", index]].concat())
            .exits(0)
            .stdout_has("workbook grade merge");
    }
    let judged = ["1", "2"].map(|shard| verdicts(&class.path(shard)).len());
    assert_eq!(
        judged.iter().sum::<usize>(),
        verdicts(&class.path("whole")).len()
    );
    class
        .grade(&[&["merge", "1", "2"][..], &common].concat())
        .exits(0)
        .stdout_has("3 submissions:");
    assert_eq!(
        class.read("grades/gradebook.csv"),
        class.read("whole/gradebook.csv")
    );
    class
        .grade(&[&each[..], &["--resume"]].concat())
        .exits(0)
        .stdout_has("0 answers judged");
    class
        .grade(&["merge", "1", "--out", "half"])
        .exits(2)
        .stderr_has("the shard 2/2 is missing");
}
