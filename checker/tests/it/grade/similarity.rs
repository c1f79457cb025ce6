//! A class for a program that looks for copied answers.

use super::Class;
use std::fs;

#[test]
fn answers_are_written_for_jplag_and_nothing_is_judged() {
    let class = Class::of(&[("ada", ["42", "", "41"]), ("eve", ["42", "", ""])]);
    std::os::unix::fs::symlink("/etc/passwd", class.path("class/eve/double.rs")).unwrap();
    let ran = class.grade(&["--each", "class", "--similarity", "alike"]);
    let out = class.path("alike");
    let command = format!("java -jar jplag.jar -l rust -r {}/result", out.display());
    let ran = ran.exits(0).stdout_has("Wrote 3 answers of 2 submissions");
    ran.stdout_has(&command)
        .stderr_has("eve: `double.rs` is not taken");
    let answer = "submissions/ada/02_words/01_shout.rs";
    let handed_in = class.read("class/ada/shout.rs");
    assert_eq!(fs::read_to_string(out.join(answer)).unwrap(), handed_in);
    assert!(!class.path("grades").exists());

    let again = class.grade(&["--each", "class", "--similarity", "alike"]);
    again.exits(2).complains_once().stderr_has("is not empty");
    let both = class.grade(&["--each", "class", "--similarity", "b", "--resume"]);
    both.exits(2).stderr_has("cannot be used with");
}
