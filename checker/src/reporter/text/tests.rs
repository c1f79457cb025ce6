//! Verdicts, as they are read.

use super::*;
use crate::reporter::sample;
use crate::verdict::{Diagnostic, Level, TestEnd};
use report::{Kind, Outcome};

#[track_caller]
fn check(look: Look, change: impl FnOnce(&mut Verdict), want: &str) {
    let (course, mut judged) = (sample::course(), sample::serial());
    change(&mut judged);
    let text = verdict(&judged, &course.exercises[0], &course, &look);
    assert_eq!(text, want.trim_start_matches('\n'), "\n{text}");
}

fn look(width: usize) -> Look {
    Look {
        width,
        colors: false,
        unicode: true,
    }
}

fn diagnostic(level: Level) -> Diagnostic {
    Diagnostic {
        level,
        code: Some("E0308".to_owned()),
        message: "mismatched types".to_owned(),
        location: None,
        rendered: "\u{1b}[1m\u{1b}[91merror[E0308]\u{1b}[0m: mismatched types\n --> a.rs:1:1\n\n"
            .to_owned(),
    }
}

fn without_tests(verdict: &mut Verdict) {
    for test in &mut verdict.tests {
        test.end = TestEnd::NotRun;
        test.spans.spans.clear();
    }
}

#[test]
fn a_pass_is_short_and_has_its_picture() {
    check(
        Look::plain(),
        |verdict| *verdict = sample::pass(),
        "
PASS  join  210 ms
      exercises/03_async_fundamentals/02_join.rs
      2 tests passed

  virtual  '0 ms        '10 ms      '20 ms       '30 ms      '40 ms       '50 ms
  user 1   |-------------------------------------------------------------|  main
  user 2   |------------------------------------|                           main
  2 at once at most, 50 ms, one after another it would have been 80 ms
",
    );
}

#[test]
fn a_finding_has_four_parts_a_place_the_tests_and_the_picture() {
    check(
        look(72),
        |_| {},
        "
FAIL  join: not concurrent  210 ms
      exercises/03_async_fundamentals/02_join.rs

  seen     the second request started when the first had ended, at 50 ms
  promised \"It takes as long as the slower request alone.\"
  means    the requests waited for each other
  look at  what starts a future that is not awaited yet?
           exercises/03_async_fundamentals/02_join.rs:12:5

  ✓  both users are returned
  ✗  both requests are under way at once

  virtual  ╷0 ms         ╷20 ms        ╷40 ms       ╷60 ms        ╷80 ms
  user 1   ├────────────────────────────────┤                       main
  user 2                                     ├───────────────────┤  main
  1 at once at most · 80 ms
",
    );
}

#[test]
fn in_few_columns_the_words_are_broken_but_the_place_is_not() {
    check(
        look(38),
        |_| {},
        "
FAIL  join: not concurrent  210 ms
      exercises/03_async_fundamentals/02_join.rs

  seen     the second request started
           when the first had ended,
           at 50 ms
  promised \"It takes as long as the
           slower request alone.\"
  means    the requests waited for
           each other
  look at  what starts a future that
           is not awaited yet?
           exercises/03_async_fundamentals/02_join.rs:12:5

  ✓  both users are returned
  ✗  both requests are under way at once

  1 at once at most · 80 ms
",
    );
}

#[test]
fn what_the_compiler_says_is_shown_without_colours_and_without_tests() {
    check(
        Look::plain(),
        |verdict| {
            without_tests(verdict);
            verdict.findings[0].kind = Kind::DoesNotCompile;
            verdict.diagnostics = vec![diagnostic(Level::Error), diagnostic(Level::Warning)];
        },
        "
FAIL  join: does not compile  210 ms
      exercises/03_async_fundamentals/02_join.rs

  seen     the second request started when the first had ended, at 50 ms
  promised \"It takes as long as the slower request alone.\"
  means    the requests waited for each other
  look at  what starts a future that is not awaited yet?
           exercises/03_async_fundamentals/02_join.rs:12:5

error[E0308]: mismatched types
 --> a.rs:1:1
",
    );
}

#[test]
fn with_colours_they_stay_what_the_compiler_chose() {
    let course = sample::course();
    let mut judged = sample::pass();
    judged.diagnostics = vec![diagnostic(Level::Warning)];
    let look = Look {
        colors: true,
        ..look(80)
    };
    let text = verdict(&judged, &course.exercises[0], &course, &look);
    assert!(text.contains("\u{1b}[91merror[E0308]"), "{text}");
    assert!(text.contains("Clippy has 1 remark"), "{text}");
}

#[test]
fn lints_wait_for_the_pass() {
    let course = sample::course();
    let mut judged = sample::serial();
    judged.diagnostics = vec![diagnostic(Level::Warning)];
    let text = verdict(&judged, &course.exercises[0], &course, &look(80));
    assert!(!text.contains("E0308"), "{text}");
}

#[test]
fn what_the_program_printed_cannot_touch_the_terminal_and_has_an_end() {
    check(
        Look::plain(),
        |verdict| {
            without_tests(verdict);
            verdict.findings.truncate(1);
            verdict.findings[0].kind = Kind::FloodsOutput;
            verdict.findings[0].observed = "it wrote \u{1b}[2J".to_owned();
            verdict.tests[1].end = TestEnd::Ended {
                code: None,
                signal: Some(9),
            };
            verdict.tests[1].output = format!("\u{1b}[1A{}\n", "PASS\r").repeat(23);
            verdict.tests[1].output_cut = true;
        },
        "
FAIL  join: floods its output  210 ms
      exercises/03_async_fundamentals/02_join.rs

  seen     it wrote \\u{1b}[2J
  promised \"It takes as long as the slower request alone.\"
  means    the requests waited for each other
  look at  what starts a future that is not awaited yet?
           exercises/03_async_fundamentals/02_join.rs:12:5

  -     both users are returned  not run
  FAIL  both requests are under way at once  ended by signal 9

  your program printed:
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  | \\u{1b}[1APASS
  and 3 more lines, and what was cut after them
",
    );
}

#[test]
fn notes_are_shown_and_many_findings_counted() {
    check(
        Look::plain(),
        |verdict| {
            *verdict = sample::serial();
            verdict.tests.remove(0);
            verdict.tests[0].spans.spans.clear();
            verdict.tests[0].notes = vec!["speed-up 1.9".to_owned()];
            let finding = &mut verdict.findings[0];
            finding.location = None;
            finding.look_at = String::new();
            let finding = verdict.findings[0].clone();
            verdict.findings.resize(5, finding);
        },
        "
FAIL  join: not concurrent  210 ms
      exercises/03_async_fundamentals/02_join.rs

  seen     the second request started when the first had ended, at 50 ms
  promised \"It takes as long as the slower request alone.\"
  means    the requests waited for each other

  also: not concurrent
  seen     the second request started when the first had ended, at 50 ms
  promised \"It takes as long as the slower request alone.\"
  means    the requests waited for each other

  also: not concurrent
  seen     the second request started when the first had ended, at 50 ms
  promised \"It takes as long as the slower request alone.\"
  means    the requests waited for each other

  and 2 more findings

  note  speed-up 1.9
",
    );
}

#[test]
fn a_measured_speed_up_stands_beside_what_the_machine_can_do() {
    check(
        Look::plain(),
        |verdict| {
            *verdict = sample::pass();
            verdict.tests[1].spans.spans.clear();
            verdict.tests[0].speed_up = Some(sample::speed_up());
        },
        "
PASS  join  210 ms
      exercises/03_async_fundamentals/02_join.rs
      2 tests passed

  one after another  ========================                       1.0x  16 ms
  yours              ==========================================     1.8x  8.9 ms
  this machine now   =============================================  1.9x  8.4 ms
  speed-up of join, beside 2 threads on this machine
",
    );
}

#[test]
fn a_row_of_a_table_keeps_its_place_whole() {
    let course = sample::course();
    let exercise = &course.exercises[0];
    let row = |judged: &Verdict, width| one_line(judged, exercise, &course, 8, &look(width));
    assert_eq!(row(&sample::pass(), 80), "PASS  join      210 ms");
    assert_eq!(
        row(&sample::serial(), 100),
        "FAIL  join      not concurrent: the second request…  \
         exercises/03_async_fundamentals/02_join.rs:12:5"
    );
    assert_eq!(
        row(&sample::serial(), 40),
        "FAIL  join      not concurrent  exercises/03_async_fundamentals/02_join.rs:12:5"
    );
}

#[test]
fn what_nobody_has_written_yet_is_to_do_and_not_a_failure() {
    let mut judged = sample::serial();
    for said in ["not yet implemented", "not yet implemented: 8 bytes"] {
        judged.findings[0].observed = format!("a panic in the main thread: {said}");
        assert_eq!(
            headline(&judged, &look(80)),
            "TODO  join: not written yet  210 ms"
        );
    }
    assert!(!judged.passed());
}

#[test]
fn a_test_that_was_ignored_or_ended_says_so() {
    let course = sample::course();
    let mut judged = sample::serial();
    judged.tests[0].end = TestEnd::Reported(Outcome::Ignored);
    judged.tests[1].end = TestEnd::Ended {
        code: Some(0),
        signal: None,
    };
    let text = verdict(&judged, &course.exercises[0], &course, &look(80));
    for want in [
        "–  both users are returned  ignored",
        "exited with code 0 before its end",
    ] {
        assert!(text.contains(want), "{text}");
    }
}
