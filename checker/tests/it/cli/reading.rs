//! A lesson's text, on a terminal and elsewhere.

use crate::support::Bench;

/// A lesson that is longer than the terminal; the pager marks what it was given.
fn long(pager: &str) -> Bench {
    let lines: String = (1..100).map(|n| format!("Line {n}.\n\n")).collect();
    Bench::new()
        .file("exercises/01_numbers/README.md", &lines)
        .env("PAGER", pager)
}

#[test]
fn a_long_text_goes_through_the_pager_on_a_terminal() {
    let bench = long("sed 's/^Line/Page/' | tail -n 3");
    let mut terminal = bench.terminal(&["lesson"]);
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(
        terminal.screen().contains("Page 99."),
        "{}",
        terminal.screen()
    );
}

#[test]
fn no_pager_is_called_where_none_can_page() {
    long("sed s/Line/Page/")
        .workbook(&["lesson"])
        .exits(0)
        .stdout_has("Line 1.");
    let short = Bench::new()
        .file("exercises/01_numbers/README.md", "Line 1.\n")
        .env("PAGER", "sed s/Line/Page/");
    for bench in [
        short,
        long("cat"),
        long(""),
        long("/no/such/pager 2> /dev/null"),
    ] {
        let mut terminal = bench.terminal(&["lesson"]);
        assert_eq!(terminal.wait_for_end(), 0);
        let screen = terminal.screen();
        assert!(
            screen.contains("Line ") && !screen.contains("Page"),
            "{screen}"
        );
    }
}

#[test]
fn who_has_seen_enough_leaves_the_pager() {
    let bench = long("head -n 1");
    let mut terminal = bench.terminal(&["lesson"]);
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(terminal.screen().trim(), "Line 1.");
}
