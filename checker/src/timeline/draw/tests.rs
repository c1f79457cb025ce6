//! Pictures, as they are seen.

use super::*;
use report::Span;
use std::time::Duration;

fn span(item: &str, lane: &str, start_ms: u64, end_ms: u64, how: End) -> Span {
    Span {
        item: item.to_owned(),
        lane: lane.to_owned(),
        waits: false,
        activity: None,
        start: Duration::from_millis(start_ms),
        end: Duration::from_millis(end_ms),
        how,
    }
}

fn two_users() -> Vec<Span> {
    vec![
        span("user 1", "main", 0, 50, End::Finished),
        span("user 2", "main", 0, 30, End::Finished),
    ]
}

#[track_caller]
fn check(clock: Clock, spans: Vec<Span>, width: usize, glyphs: Glyphs, want: &str) {
    let lines = draw(&Spans { clock, spans }, width, glyphs);
    let picture: Vec<_> = lines.iter().map(Line::plain).collect();
    assert_eq!(
        picture.join("\n"),
        want.trim_matches('\n'),
        "\n{}",
        picture.join("\n")
    );
    for line in &picture {
        assert!(
            columns(line) <= width,
            "`{line}` is wider than {width} columns"
        );
    }
}

#[test]
fn two_requests_at_once() {
    check(
        Clock::Virtual,
        two_users(),
        72,
        Glyphs::Unicode,
        "
virtual  ╷0 ms      ╷10 ms      ╷20 ms     ╷30 ms      ╷40 ms     ╷50 ms
user 1   ├───────────────────────────────────────────────────────┤  main
user 2   ├────────────────────────────────┤                         main
2 at once at most · 50 ms · one after another it would have been 80 ms
",
    );
}

#[test]
fn the_same_without_unicode() {
    check(
        Clock::Virtual,
        two_users(),
        72,
        Glyphs::Ascii,
        "
virtual  '0 ms      '10 ms      '20 ms     '30 ms      '40 ms     '50 ms
user 1   |-------------------------------------------------------|  main
user 2   |--------------------------------|                         main
2 at once at most, 50 ms, one after another it would have been 80 ms
",
    );
}

#[test]
fn one_after_another() {
    check(
        Clock::Real,
        vec![
            span("user 1", "main", 2, 52, End::Finished),
            span("user 2", "main", 52, 82, End::Finished),
        ],
        60,
        Glyphs::Unicode,
        "
        ╷0 ms       ╷20 ms     ╷40 ms      ╷60 ms     ╷80 ms
user 1  ├───────────────────────────┤                   main
user 2                               ├───────────────┤  main
1 at once at most · 80 ms
",
    );
}

#[test]
fn work_that_did_not_end_well_is_drawn_differently_and_explained() {
    check(
        Clock::Virtual,
        vec![
            span("fast", "task 1", 0, 100, End::Finished),
            span("slow", "task 2", 0, 100, End::Cancelled),
            span("broken", "task 3", 0, 20, End::Panicked),
            span("stuck", "task 4", 50, 1000, End::Open),
            span("never polled", "task 5", 1000, 1000, End::Finished),
        ],
        64,
        Glyphs::Unicode,
        "
virtual       ╷0 ms                ╷500 ms              ╷1 s
fast          ├──┤                                        task 1
slow          ├──╳                                        task 2
broken        !                                           task 3
stuck           ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▸  task 4
never polled                                           ◆  task 5
╳ dropped before its end   ! panicked
▸ still running at the end
3 at once at most · 1 s
one after another it would have been 1.17 s
",
    );
}

fn each_activity() -> Vec<Span> {
    let doing = |item, activity, start| Span {
        activity: Some(activity),
        ..span(item, "worker", start, start + 20, End::Finished)
    };
    vec![
        doing("download", Activity::Waiting, 0),
        doing("scale", Activity::Computing, 20),
        doing("read", Activity::Blocking, 40),
        doing("album", Activity::Locking, 60),
    ]
}

#[test]
fn what_somebody_does_has_a_mark_of_its_own() {
    check(
        Clock::Virtual,
        each_activity(),
        64,
        Glyphs::Unicode,
        "
virtual   ╷0 ms       ╷20 ms     ╷40 ms      ╷60 ms     ╷80 ms
download  ├──────────┤                                    worker
scale                 ├━━━━━━━━━┤                         worker
read                             ├══════════┤             worker
album                                        ├┅┅┅┅┅┅┅┅┅┤  worker
── waits at an .await   ━━ computes   ══ blocks its thread
┅┅ waits for a lock
1 at once at most · 80 ms
",
    );
    check(
        Clock::Virtual,
        each_activity(),
        64,
        Glyphs::Ascii,
        "
virtual   '0 ms       '20 ms     '40 ms      '60 ms     '80 ms
download  |----------|                                    worker
scale                 |#########|                         worker
read                             |==========|             worker
album                                        |:::::::::|  worker
-- waits at an .await   ## computes   == blocks its thread
:: waits for a lock
1 at once at most, 80 ms
",
    );
}

#[test]
fn where_everybody_waits_nothing_is_explained() {
    let waiting = each_activity().into_iter().take(1).collect();
    check(
        Clock::Virtual,
        waiting,
        64,
        Glyphs::Unicode,
        "
virtual   ╷0 ms       ╷5 ms      ╷10 ms      ╷15 ms     ╷20 ms
download  ├────────────────────────────────────────────┤  worker
1 at once at most · 20 ms
",
    );
}

#[test]
fn long_names_are_cut_and_wide_letters_counted() {
    check(
        Clock::Real,
        vec![
            span(
                "a very long name of a piece of work",
                "a-thread-with-a-long-name",
                0,
                10,
                End::Finished,
            ),
            span("利用者 7", "w\x1b[2J", 0, 10, End::Finished),
        ],
        40,
        Glyphs::Unicode,
        "
            ╷0 ms             ╷10 ms
a very lo…  ├────────────────┤  a-threa…
利用者 7    ├────────────────┤  w?[2J
2 at once at most · 10 ms
one after another it would have been 20
ms
",
    );
}

#[test]
fn many_rows_are_folded() {
    let spans = (0..27)
        .map(|i| span(&format!("user {i}"), "main", i, i + 30, End::Finished))
        .collect();
    check(
        Clock::Virtual,
        spans,
        60,
        Glyphs::Unicode,
        "
virtual  ╷0 ms           ╷20 ms          ╷40 ms
user 0   ├──────────────────────┤                       main
user 1    ├──────────────────────┤                      main
user 2     ├──────────────────────┤                     main
user 3     ├───────────────────────┤                    main
user 4      ├──────────────────────┤                    main
user 5       ├──────────────────────┤                   main
user 6        ├──────────────────────┤                  main
user 7         ├──────────────────────┤                 main
user 8         ├───────────────────────┤                main
user 9          ├──────────────────────┤                main
user 10          ├──────────────────────┤               main
… and 16 more
27 at once at most · 56 ms
one after another it would have been 810 ms
",
    );
}

#[test]
fn many_pieces_of_few_threads_are_drawn_by_thread() {
    let spans = (0..15)
        .map(|i| {
            let lane = format!("worker {}", i % 3);
            let start = i / 3 * 10;
            span(
                &format!("chunk {i}"),
                &lane,
                start,
                start + 10,
                End::Finished,
            )
        })
        .collect();
    check(
        Clock::Real,
        spans,
        60,
        Glyphs::Unicode,
        "
          ╷0 ms           ╷20 ms          ╷40 ms
worker 0  ├──────┤├──────┤├──────┤├──────┤├──────┤  5 pieces
worker 1  ├──────┤├──────┤├──────┤├──────┤├──────┤  5 pieces
worker 2  ├──────┤├──────┤├──────┤├──────┤├──────┤  5 pieces
3 at once at most · 50 ms
one after another it would have been 150 ms
",
    );
}

#[test]
fn a_narrow_terminal_gets_the_summary_alone() {
    check(
        Clock::Virtual,
        two_users(),
        39,
        Glyphs::Unicode,
        "
2 at once at most · 50 ms
one after another it would have been 80
ms
",
    );
}

#[test]
fn only_moments_need_no_width() {
    check(
        Clock::Virtual,
        vec![span("poll", "main", 0, 0, End::Finished)],
        50,
        Glyphs::Ascii,
        "
virtual  '0 ms
poll     *                                    main
1 at once at most, 0 ms
",
    );
}

#[test]
fn steps_that_threads_took_in_turns_are_counted_and_not_timed() {
    check(
        Clock::Steps,
        vec![
            span("reads 5", "till 0", 0, 1, End::Finished),
            span("reads 5", "till 1", 1, 2, End::Finished),
        ],
        60,
        Glyphs::Unicode,
        "
steps    ╷0                    ╷1                   ╷2
reads 5  ├────────────────────┤                       till 0
reads 5                        ├───────────────────┤  till 1
2 steps
",
    );
}

#[test]
fn nothing_ran() {
    check(Clock::Real, vec![], 80, Glyphs::Unicode, "");
}

#[test]
fn every_width_from_one_to_two_hundred_is_kept() {
    let spans = Spans {
        clock: Clock::Virtual,
        spans: two_users(),
    };
    for width in 10..=200 {
        for line in draw(&spans, width, Glyphs::Unicode) {
            assert!(columns(&line.plain()) <= width);
        }
    }
}
