//! Terminals of every size, and one that changes it.

use crate::support::Bench;
use crate::support::terminal::Terminal;

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

/// Every row that the help has, by scrolling through it.
fn scrolled_through(watch: &mut Terminal) -> String {
    let mut all = String::new();
    watch.press("?");
    watch.wait_until("the help", |screen| screen.contents().contains("They"));
    for _ in 0..200 {
        let before = watch.screen();
        all += &before;
        if !before.contains('+') && !before.contains("more below") {
            return all;
        }
        watch.press("j");
        watch.wait_until("another row", |screen| screen.contents() != before);
    }
    panic!("the help has no end:\n{all}");
}

#[test]
fn the_help_can_be_scrolled_to_its_end() {
    for size in [(40, 12), (80, 10), (24, 6), (10, 3), (10, 2)] {
        let bench = Bench::new();
        let mut watch = bench.watch_in(size, &[]);
        watch.wait_until("the keys", |screen| screen.contents().contains('q'));
        let help = scrolled_through(&mut watch);
        assert!(help.contains("Ctrl-Z"), "{size:?}:\n{help}");
        watch.press("q");
        watch.press("q");
        assert_eq!(watch.wait_for_end(), 0);
        watch.is_as_before();
    }
}

#[test]
fn a_help_that_fits_is_left_by_any_key() {
    let bench = Bench::new();
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["FAIL  add"]);
    for key in ["j", " ", "x", "?", "\u{1b}", "n"] {
        watch.press("?");
        watch.wait_for(&["any key:back", "Ctrl-Z"]);
        watch.press(key);
        watch.wait_for(&["FAIL  add"]);
    }
}

#[test]
fn a_question_can_be_read_and_answered_in_a_few_cells() {
    for size in [(40, 12), (10, 3), (10, 1)] {
        let bench = Bench::new();
        let mut watch = bench.watch_in(size, &[]);
        watch.wait_until("anything", |screen| screen.alternate_screen());
        watch.press("x");
        watch.wait_for(&["y/n"]);
        watch.press("n");
        watch.press("l");
        watch.press("x");
        watch.wait_for(&["y/n"]);
        watch.press("\u{3}");
        assert_eq!(watch.wait_for_end(), 0);
    }
}

#[test]
fn hints_that_do_not_fit_are_read_with_the_verdict() {
    let bench = Bench::new();
    let mut watch = bench.watch_in((40, 12), &[]);
    watch.wait_for(&["FAIL  add"]);
    watch.press("hhh");
    watch.wait_for(&["It is even.", "more lines"]);
    watch.press("fG");
    watch.wait_for(&["It is even.", "(end)"]);
    watch.press("q");
    watch.wait_for(&["q:quit"]);
}
