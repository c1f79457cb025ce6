//! Finding one's way: `list`, `status`, `hint`, `lesson`, `next`, `prev`, `goto`.

use crate::support::Bench;

#[test]
fn the_list_shows_lessons_exercises_and_where_one_is() {
    let bench = Bench::new();
    bench.answer("add", "42");
    bench
        .workbook(&["run", "add"])
        .exits(0)
        .workbook(&["list"])
        .exits(0)
        .stdout_has("01  Numbers  1/2  beginner")
        .stdout_has("02  Words  0/1  advanced")
        .stdout_has("  ✓ add ")
        .stdout_has("> · double")
        .stdout_has("exercises/02_words/01_shout.rs")
        .stderr_is("");
}

#[test]
fn a_track_and_a_path_are_parts_of_the_course() {
    let bench = Bench::new();
    bench.answer("shout", "42");
    bench
        .workbook(&["list"])
        .exits(0)
        .stdout_has("--track beginner           0/2")
        .stdout_has("--path short               0/2  The short way");
    let list = bench.workbook(&["list", "--path", "short"]).exits(0);
    let list = list.stdout();
    assert!(list.contains("add") && list.contains("shout") && !list.contains("double"));
    assert!(!list.contains("--track"), "{list}");

    bench
        .workbook(&["check", "--track", "advanced"])
        .exits(0)
        .stdout_has("1 of 1 exercise passed");
    bench
        .workbook(&["status", "--path", "short"])
        .exits(0)
        .stdout_has("The bench, path short")
        .stdout_has("1/2")
        .stdout_has("Current: add");
    let list = bench.workbook(&["list", "--json"]).exits(0).json();
    assert_eq!(list["exercises"][1]["paths"], serde_json::json!([]));
    assert_eq!(list["exercises"][2]["paths"], serde_json::json!(["short"]));

    bench
        .workbook(&["watch", "--path", "long"])
        .exits(3)
        .stderr_has("watch needs a terminal");
    bench
        .workbook(&["list", "--path", "long"])
        .exits(2)
        .stderr_has("there is no path `long`; the paths are: short");
    for both in [
        &["check", "--all", "--path", "short"][..],
        &["check", "add", "--track", "advanced"],
        &["list", "--path", "short", "--track", "advanced"],
    ] {
        bench.workbook(both).exits(2).stderr_has("cannot be used");
    }
}

#[test]
fn programs_read_the_list_and_the_status_as_json() {
    let bench = Bench::new();
    bench.answer("add", "42");
    bench.workbook(&["run"]).exits(0);

    let list = bench.workbook(&["list", "--json"]).exits(0).json();
    assert_eq!(list["schema"], "workbook/list/v1");
    assert_eq!(list["course"], "bench");
    let exercises = list["exercises"].as_array().unwrap();
    let facts = |key: &str| exercises.iter().map(|e| e[key].clone()).collect::<Vec<_>>();
    assert_eq!(facts("name"), ["add", "double", "shout"]);
    assert_eq!(facts("lesson"), ["01_numbers", "01_numbers", "02_words"]);
    assert_eq!(facts("status"), ["done", "pending", "pending"]);
    assert_eq!(facts("current"), [false, true, false]);
    assert_eq!(facts("stars"), [1, 2, 0]);
    assert_eq!(facts("hints"), [3, 1, 1]);
    assert_eq!(exercises[2]["path"], "exercises/02_words/01_shout.rs");

    let status = bench.workbook(&["status", "--json"]).exits(0).json();
    assert_eq!(status["schema"], "workbook/status/v1");
    assert_eq!((&status["done"], &status["total"]), (&1.into(), &3.into()));
    assert_eq!(status["current"]["name"], "double");
    assert_eq!(status["lessons"][0]["done"], 1);
    assert_eq!(status["lessons"][1]["track"], "advanced");
}

#[test]
fn attempts_hints_and_passes_are_counted() {
    let bench = Bench::new();
    let before = bench.workbook(&["stats"]).exits(0);
    before.stdout_is("No exercise was judged so far.\n");
    bench.workbook(&["run"]).exits(1);
    bench.workbook(&["hint"]).exits(0);
    bench.answer("add", "42");
    bench.workbook(&["run"]).exits(0);

    let stats = bench.workbook(&["stats", "--json"]).exits(0).json();
    assert_eq!(stats["schema"], "workbook/stats/v1");
    let add = &stats["exercises"][0];
    assert_eq!((&add["attempts"], &add["hints"]), (&2.into(), &1.into()));
    assert_eq!(add["done"], true);
    assert!(add["first_passed"].as_str() >= add["first_tried"].as_str());
    assert_eq!(
        stats["exercises"][1]["first_tried"],
        serde_json::Value::Null
    );

    bench
        .workbook(&["stats", "--path", "short"])
        .exits(0)
        .stdout_has("1 exercise, 2 attempts");
    bench
        .workbook(&["status"])
        .exits(0)
        .stdout_has("done in 1 or 2 attempts");
}

#[test]
fn the_status_is_what_one_sees_without_a_command_and_without_a_terminal() {
    let bench = Bench::new();
    let status = bench.workbook(&["status"]).exits(0);
    let status = status
        .stdout_has("The bench")
        .stdout_has("0/3")
        .stdout_has("Current: add  exercises/01_numbers/01_add.rs")
        .stdout_has("workbook watch");
    bench.workbook(&[]).exits(0).stdout_is(&status.stdout());
}

#[test]
fn a_readme_gets_the_status_as_a_table() {
    Bench::new()
        .workbook(&["status", "--markdown"])
        .exits(0)
        .stdout_has("**The bench**: 0 of 3 exercises done\n")
        .stdout_has("| Lesson | Done |\n| --- | --- |\n| Numbers | 0/2 |\n| Words | 0/1 |\n");
}

#[test]
fn what_the_shop_offers_is_read_in_the_terminal() {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    bench
        .workbook(&["docs", "lab"])
        .exits(0)
        .stdout_has("one of them: workbook docs FakeApi");
    bench
        .workbook(&["docs", "lab::FakeApi"])
        .exits(0)
        .stdout_has("pub async fn user(&self, id: u32) -> User\n    The user with this id.\n");
    bench
        .workbook(&["docs", "Shop"])
        .exits(2)
        .stderr_has("`lab` has no `Shop`");
}

#[test]
fn each_hint_is_one_layer_more_and_the_last_one_stays() {
    let bench = Bench::new();
    let hint = |want: &str, not: &str| {
        let ran = bench.workbook(&["hint"]).exits(0);
        ran.stdout_has(want).stdout_lacks(not);
    };
    hint("hint 1 of 3  add\n  Look at the test.", "Which number");
    hint("hint 2 of 3  add\n  Which number", "even");
    hint("hint 3 of 3  add\n  It is even.", "Which number");
    hint("that was the last one", "Which number");
    bench
        .workbook(&["hint", "double"])
        .stdout_has("hint 1 of 1  double\n  Twice what?");
}

#[test]
fn a_hint_can_be_named_and_all_can_be_asked_for() {
    Bench::new()
        .workbook(&["hint", "add", "--level", "2"])
        .exits(0)
        .stdout_has("hint 2 of 3")
        .stdout_lacks("hint 1 of 3")
        .workbook(&["hint", "add", "--all"])
        .exits(0)
        .stdout_has("Look at the test.")
        .stdout_has("It is even.")
        .workbook(&["hint", "add", "--level", "4"])
        .exits(2)
        .stderr_has("there is no hint 4; `add` has 3 hints")
        .workbook(&["hint", "add", "--level", "0"])
        .exits(2);
}

#[test]
fn a_lesson_is_read_in_the_terminal() {
    Bench::new()
        .file(
            "exercises/01_numbers/README.md",
            "# Numbers\n\nThey are **many**.\n",
        )
        .workbook(&["lesson"])
        .exits(0)
        .stdout_has("Numbers")
        .stdout_has("They are many.")
        .workbook(&["lesson", "2"])
        .exits(0)
        .stdout_has("The lesson `Words` has no text of its own")
        .workbook(&["lesson", "7"])
        .exits(2)
        .stderr_has("1 (Numbers), 2 (Words)");
}

#[test]
fn next_and_prev_go_step_by_step_and_stop_at_the_ends() {
    let bench = Bench::new();
    let at = |name: &str| {
        let status = bench.workbook(&["status", "--json"]).json();
        assert_eq!(status["current"]["name"], name);
    };
    bench
        .workbook(&["prev"])
        .exits(4)
        .stderr_has("`add` is the first exercise");
    bench
        .workbook(&["next"])
        .exits(0)
        .stdout_has("double  exercises/01_numbers/02_double.rs")
        .stdout_has("The answer is asked for.");
    at("double");
    bench.workbook(&["next"]).exits(0);
    at("shout");
    bench
        .workbook(&["next"])
        .exits(4)
        .stderr_has("`shout` is the last exercise");
    bench.workbook(&["prev"]).exits(0);
    at("double");
}

#[test]
fn an_exercise_is_found_by_its_name_its_file_and_from_any_folder() {
    let bench = Bench::new();
    bench
        .workbook(&["goto", "shout"])
        .exits(0)
        .stdout_has("shout  exercises/02_words/01_shout.rs");
    bench
        .workbook(&["goto", "exercises/01_numbers/02_double.rs"])
        .exits(0)
        .stdout_has("double  ");
    let mut below = bench.command(&["status"]);
    below.current_dir(bench.path("exercises/02_words"));
    bench.call(below).exits(0).stdout_has("Current: double");
    let root = bench.root().to_str().unwrap();
    let mut elsewhere = bench.command(&["--course", root, "status"]);
    elsewhere.current_dir("/");
    bench.call(elsewhere).exits(0).stdout_has("Current: double");
}

#[test]
fn a_slip_in_a_name_is_a_usage_error_with_a_guess() {
    let bench = Bench::new();
    for command in ["run", "goto", "hint", "check", "open", "solution", "undo"] {
        bench
            .workbook(&[command, "duoble"])
            .exits(2)
            .stdout_is("")
            .stderr_has("there is no exercise `duoble`; did you mean `double`?");
    }
    bench.workbook(&["lst"]).exits(2).stderr_has("list");
    bench.workbook(&["run", "--nonsense"]).exits(2);
}

#[test]
fn a_copy_of_a_file_is_not_the_exercise() {
    let bench = Bench::new();
    let copy = "exercises/01_numbers/01_add copy.rs";
    bench.save(copy, "fn main() {}");
    bench.workbook(&["run", copy]).exits(2);
    bench.workbook(&["check", "--all"]).stdout_has("0 of 3");
}
