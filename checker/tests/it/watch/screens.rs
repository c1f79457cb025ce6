//! Terminals of every size, and one that changes it.

use crate::support::Bench;

#[test]
fn a_terminal_that_shrinks_and_grows_is_drawn_anew() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add", "q:quit"]);
    for (columns, rows) in [(60, 20), (30, 10), (160, 50)] {
        watch.resize(columns, rows);
        watch.wait_until("the keys on the lowest line", |screen| {
            let lowest = screen.rows(0, columns).last().unwrap_or_default();
            lowest.contains("q:quit") && screen.contents().contains("0/3")
        });
    }
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
}

#[test]
fn a_tiny_terminal_is_enough() {
    let bench = Bench::new();
    let mut watch = bench.watch_in((20, 5), &[]);
    watch.wait_for(&["0/3", "q:quit"]);
    watch.press("l");
    watch.wait_for(&["add"]);
    watch.press("q?");
    watch.press("qh");
    bench.answer("add", "42");
    watch.wait_for(&["1/3"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
}

#[test]
fn one_cell_is_no_reason_to_fall_over() {
    let bench = Bench::new();
    let mut watch = bench.watch_in((1, 1), &[]);
    watch.wait_until("anything", |screen| screen.alternate_screen());
    watch.press("hlq");
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
}

#[test]
fn without_colours_and_unicode_it_is_plain_text() {
    let bench = Bench::new().env("LC_ALL", "C").env("NO_COLOR", "1");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add", "q:quit"]);
    watch.press("l");
    watch.wait_for(&["Exercises"]);
    assert!(watch.written().is_ascii());
    // What is written between an escape and an `m` is a colour, but for the 0.
    let styles = watch.written();
    let styles = styles
        .split("\u{1b}[")
        .filter_map(|text| text.split_once('m'));
    let digits = |style: &str| style.chars().all(|c| c.is_ascii_digit() || c == ';');
    let styles: Vec<_> = styles
        .map(|(style, _)| style)
        .filter(|s| digits(s))
        .collect();
    assert!(styles.iter().all(|style| *style == "0"), "{styles:?}");
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_is_refused() {
    let bench = Bench::new().env("TERM", "dumb");
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["TERM is `dumb`", "workbook check"]);
    assert_eq!(watch.wait_for_end(), 3);
}
