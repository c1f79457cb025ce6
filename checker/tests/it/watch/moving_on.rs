//! From one exercise to another: `n`, `p`, the list, `--advance auto`.

use crate::support::Bench;

#[test]
fn what_has_not_passed_is_not_left_by_n() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.press("n");
    watch.wait_for(&["`add` has not passed yet", "FAIL  add"]);
    watch.press("p");
    watch.wait_for(&["this is the first exercise"]);
}

#[test]
fn a_path_leads_from_one_of_its_exercises_to_the_next() {
    let bench = Bench::new();
    let mut watch = bench.watch(&["--path", "short"]);
    watch.wait_for(&["FAIL  add", "0/2"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
    watch.press("n");
    watch.wait_for(&["FAIL  shout", "1/2"]);
    bench.answer("shout", "42");
    watch.wait_for(&["PASS  shout"]);
    watch.press("n");
    watch.wait_for(&["the last exercise of the path short"]);
    watch.press("q");
    watch.wait_for_end();
    // Whoever goes on without the path is where one was.
    bench.workbook(&["status"]).stdout_has("2/3");
}

#[test]
fn a_part_begins_with_what_is_not_done_in_it() {
    let bench = Bench::new();
    let mut watch = bench.watch(&["--track", "advanced"]);
    watch.wait_for(&["FAIL  shout", "0/1"]);
    watch.press("q");
    watch.wait_for_end();
}

#[test]
fn the_list_is_filtered_searched_and_left_with_a_choice() {
    let bench = Bench::new();
    bench.answer("double", "42");
    bench.workbook(&["check", "double"]).exits(0);
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.press("l");
    watch.wait_for(&[
        "Exercises  1/3 done",
        ">*pending  add",
        "done     double",
        "shout",
    ]);
    watch.press("d");
    watch.wait_for(&["1 listed", "only done"]);
    assert!(!watch.screen().contains("shout"));
    watch.press("p");
    watch.wait_for(&["2 listed", "only pending", "shout"]);
    watch.press("/sho");
    watch.wait_for(&["1 listed", "/sho_", "pending  shout"]);
    watch.press("\r\r");
    watch.wait_for(&["FAIL  shout", "exercises/02_words/01_shout.rs"]);
    watch.press("q");
    watch.wait_for_end();
    bench.workbook(&["status"]).stdout_has("Current: shout");
}

#[test]
fn the_list_is_left_as_it_was_entered() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    for back in ["q", "\u{1b}", "l"] {
        watch.press("l");
        watch.wait_for(&["Exercises  0/3 done"]);
        watch.press(back);
        watch.wait_for(&["FAIL  add"]);
    }
    watch.press("l/nothing like it");
    watch.wait_for(&["0 listed", "nothing fits"]);
    watch.press("\u{1b}");
    watch.wait_for(&["shout"]);
}

#[test]
fn with_advance_auto_a_pass_leads_on_at_once() {
    let bench = Bench::new();
    let watch = bench.watch(&["--advance", "auto"]);
    watch.wait_for(&["FAIL  add"]);
    bench.answer("add", "42");
    watch.wait_for(&["`add` passed in", "FAIL  double", "1/3"]);
    bench.answer("double", "42");
    watch.wait_for(&["FAIL  shout", "2/3"]);
    bench.answer("shout", "42");
    watch.wait_for(&["PASS  shout", "3/3", "That was the bench."]);
}

#[test]
fn a_named_exercise_is_the_first_one() {
    let bench = Bench::new();
    let watch = bench.watch(&["shout"]);
    watch.wait_for(&["FAIL  shout", "exercises/02_words/01_shout.rs"]);
    let mut wrong = bench.watch(&["shuot"]);
    wrong.wait_for(&["did you mean `shout`?"]);
    assert_eq!(wrong.wait_for_end(), 2);
}

#[test]
fn a_reset_asks_keeps_the_answer_and_judges_again() {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    // Whatever this exercise is like, this is none of its answers.
    let file = "exercises/01_sync_basics/01_sync.rs";
    let shipped = bench.read(file);
    let mine = "fn main() { my_answer }\n";
    bench.save(file, mine);
    let mut watch = bench.watch(&["sync"]);
    watch.wait_for(&["my_answer", "E0425"]);
    watch.press("x");
    watch.wait_for(&["y/n"]);
    watch.press("n");
    watch.wait_for(&["nothing was changed"]);
    assert_eq!(bench.read(file), mine);
    watch.press("xy");
    watch.wait_for(&["is as shipped again", "`.workbook/backups/sync/1.rs`"]);
    assert_eq!(bench.read(file), shipped);
    assert_eq!(bench.read(".workbook/backups/sync/1.rs"), mine);
}

#[test]
fn the_lesson_and_the_solution_can_be_read() {
    let bench = Bench::new()
        .file(
            "exercises/01_numbers/README.md",
            "# Numbers\n\nThey are many.\n",
        )
        .file("solutions/01_numbers/01_add.rs", "fn add() {}\n");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    watch.press("e");
    watch.wait_for(&["They are many."]);
    watch.press("q");
    watch.wait_for(&["FAIL  add"]);
    watch.press("d");
    watch.wait_for(&["the solution is shown after the pass"]);
    bench.answer("add", "42");
    watch.wait_for(&["PASS  add"]);
    watch.press("d");
    watch.wait_for(&["+++ the solution", "+fn add() {}"]);
}
