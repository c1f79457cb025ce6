//! `workbook demo`: the idea of each lesson at work.

use crate::support::Bench;

/// A workbook with all that the course has.
fn course() -> Bench {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    bench
}

const JOIN: &str = "exercises/03_async_fundamentals/demo.rs";

#[test]
fn every_lesson_has_one_that_runs_and_is_drawn() {
    let bench = course();
    let ran = bench.workbook(&["demo", "--all"]).exits(0);
    let text = ran.stdout();
    assert!(!text.contains('\x1b'), "{ran}");
    let titles = bench.read("info.toml");
    let titles = titles.split("[[lessons]]").skip(1).map(|lesson| {
        let title = lesson.split("title = \"").nth(1).unwrap();
        title.split('"').next().unwrap()
    });
    let titles: Vec<_> = titles.collect();
    assert_eq!(titles.len(), 9);
    for (index, title) in titles.iter().enumerate() {
        let heading = format!("0{}  {title}\n", index + 1);
        let (_, rest) = text.split_once(&heading).expect(&heading);
        let (shown, _) = rest.split_once("More about it: ").expect(&heading);
        // An editor knows it.
        let file = shown
            .lines()
            .next()
            .unwrap()
            .strip_prefix("exercises/")
            .unwrap();
        let target = format!("name = \"demo{}\"\npath = \"{file}\"\n", index + 1);
        assert!(
            bench.read("exercises/Cargo.toml").contains(&target),
            "{target}"
        );
        // What it says, what ran when, and what it printed.
        for part in ["demo.rs\n\n", " at once at most", "│ "] {
            assert!(
                shown.contains(part),
                "{part} is missing in {heading}{shown}"
            );
        }
    }
    // What the pictures are there to show.
    let part = |from: &str, to: &str| {
        let rest = text.split_once(from).unwrap().1;
        rest.split_once(to).unwrap().0.to_owned()
    };
    let shows = [
        ("01  ", "02  ", "1 at once at most"),
        ("03  ", "04  ", "2 at once at most"),
        ("06  ", "07  ", "2 at once at most"),
        ("06  ", "07  ", "dropped before its end"),
        ("07  ", "08  ", "customer 2: the client hung up"),
        ("08  ", "09  ", "3 at once at most"),
        ("09  ", "workbook lesson 9", "a balance of 40"),
    ];
    for (from, to, want) in shows {
        let shown = part(&format!("\n{from}").replace("\n01", "01"), to);
        assert!(shown.contains(want), "{want} is missing in {shown}");
    }
}

#[test]
fn on_a_terminal_the_picture_grows_and_the_last_one_stays() {
    let bench = course();
    let mut terminal = bench.terminal(&["demo", "3"]);
    terminal.wait_for_bytes(&["\x1b[?2026h", "user"]);
    terminal.wait_for(&["2 at once at most", "More about it"]);
    assert_eq!(terminal.wait_for_end(), 0);
    let screen = terminal.screen();
    assert_eq!(screen.matches("at once at most").count(), 1, "{screen}");
}

#[test]
fn without_a_terminal_a_lesson_has_to_be_named() {
    let bench = course();
    let ran = bench.workbook(&["demo"]).exits(2).complains_once();
    ran.stderr_has("workbook demo 3").stderr_has("--all");
    let ran = bench.workbook(&["demo", "12"]).exits(2).complains_once();
    ran.stderr_has("there is no lesson 12");
}

#[test]
fn one_that_was_changed_says_what_is_wrong_with_it() {
    let bench = course();
    bench.save(JOIN, "// Mine.\npub fn main() { let x: u32 = \"\"; }\n");
    let ran = bench.workbook(&["demo", "3"]).exits(1);
    ran.stdout_has("Mine.").stdout_has("mismatched types");
    bench.save(JOIN, "pub fn main() { panic!(\"no tea\") }\n");
    let ran = bench.workbook(&["demo", "3"]).exits(1);
    ran.stdout_has("no tea").stdout_has(JOIN);
    std::fs::remove_file(bench.path(JOIN)).unwrap();
    let ran = bench.workbook(&["demo", "3"]).exits(4).complains_once();
    ran.stderr_has(JOIN);
    bench.is_quiet();
}

#[test]
fn without_a_lesson_one_thing_is_changed_and_both_pictures_are_shown() {
    let bench = course();
    let mut terminal = bench.terminal(&["demo"]);
    terminal.wait_for(&["Change one thing", "one after another", "Enter: run it"]);
    terminal.press("\r");
    terminal.wait_for(&[
        "4 jobs, waiting: one after another",
        "1 at once at most",
        "x: clear",
    ]);
    // The next approach: threads.
    terminal.press("\x1b[C\r");
    terminal.wait_for(&[
        "4 jobs, waiting: threads",
        "4 at once at most",
        "Enter: run it",
    ]);
    let screen = terminal.screen();
    assert!(
        screen.contains("4 jobs, waiting: one after another"),
        "{screen}"
    );
    // One axis for both.
    assert_eq!(screen.matches("╷0 ms").count(), 1, "{screen}");
    // What runs is stopped, and leaves nothing.
    terminal.press("\x1b[C\r");
    terminal.wait_for(&["Esc: stop it"]);
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.is_as_before();
    bench.is_quiet();
    // The last comparison stays in the history of the terminal.
    terminal.wait_for(&["4 jobs, waiting: threads"]);
}

/// Each approach runs each kind of work; processes are real ones, and are gone afterwards.
#[test]
fn every_approach_can_be_tried_out() {
    let bench = course();
    let mut terminal = bench.terminal(&["demo"]);
    terminal.wait_for(&["Enter: run it"]);
    // The kind of work that has both, and back to the approach.
    terminal.press("\x1b[A\x1b[A\x1b[D\x1b[B\x1b[B");
    let names = [
        ("one after another", "main"),
        ("threads", "thread 4"),
        ("async, one thread", "task 4"),
        ("async, many threads", "task 4"),
        ("rayon", "thread 1"),
        ("processes", "process 4"),
    ];
    for (name, lane) in names {
        terminal.press("\r");
        let title = format!("4 jobs, both: {name}");
        terminal.wait_for(&[&title, lane, "x: clear", "Enter: run it"]);
        terminal.press("x\x1b[C");
    }
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    bench.is_quiet();
}
