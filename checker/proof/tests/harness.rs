//! What a hidden test's process says to the checker, from outside.

#![cfg(unix)]

use report::{Control, End, Finding, Kind, Message, Outcome, PROTOCOL, Reply, Spans};
use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};

const HIDDEN: &str = env!("CARGO_BIN_EXE_hidden");
const METERED: &str = env!("CARGO_BIN_EXE_metered");

/// What is sent after a pass.
const KEY: &str = "k3y";

/// Run one test as the checker does, and collect what it says.
fn run(program: &str, test: Option<&str>) -> Vec<Message> {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let mut child = Command::new(program)
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let control = Control {
        token: "t0ken".into(),
        seed: 7,
        seal: None,
        test: test.map(str::to_owned),
    };
    writeln!(&ours, "{}", control.to_line()).unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(&ours).lines() {
        said.push(parse(&line.unwrap()));
        if outcome(&said) == Some(Outcome::Passed) {
            writeln!(&ours, "{}", Reply::Key(KEY.into()).to_line()).unwrap();
        }
    }
    assert!(child.wait().unwrap().success());
    let confirmed = Message::Confirmed { key: KEY.into() };
    if said.last() == Some(&confirmed) {
        said.pop();
        assert_eq!(outcome(&said), Some(Outcome::Passed), "{said:?}");
    } else {
        assert_ne!(outcome(&said), Some(Outcome::Passed), "{said:?}");
    }
    said
}

/// What a process says to a checker that begins with `control`.
fn hear(control: &str) -> Vec<Message> {
    let (ours, theirs) = UnixStream::pair().unwrap();
    let mut child = Command::new(HIDDEN)
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    (&ours).write_all(control.as_bytes()).unwrap();
    let lines = BufReader::new(&ours).lines();
    let said = lines.map(|line| parse(&line.unwrap())).collect();
    assert!(!child.wait().unwrap().success());
    said
}

fn parse(line: &str) -> Message {
    let json = line.strip_prefix("t0ken ").unwrap();
    serde_json::from_str(json).unwrap()
}

fn findings(messages: &[Message]) -> Vec<&Finding> {
    fn finding(message: &Message) -> Option<&Finding> {
        match message {
            Message::Finding(finding) => Some(finding),
            Message::Sealed(_)
            | Message::Speaks { .. }
            | Message::Started
            | Message::Promised { .. }
            | Message::Ask { .. }
            | Message::Overlapped { .. }
            | Message::Expected { .. }
            | Message::Got { .. }
            | Message::Confirmed { .. }
            | Message::Tests { .. }
            | Message::Clock { .. }
            | Message::SpanStarted { .. }
            | Message::SpanEnded { .. }
            | Message::Note { .. }
            | Message::SpeedUp(_)
            | Message::Finished { .. } => None,
        }
    }
    messages.iter().filter_map(finding).collect()
}

fn outcome(messages: &[Message]) -> Option<Outcome> {
    match messages.last() {
        Some(Message::Finished { outcome }) => Some(*outcome),
        _ => None,
    }
}

#[track_caller]
fn passes(program: &str, test: &str) -> Vec<Message> {
    let messages = run(program, Some(test));
    assert_eq!(messages.first(), Some(&Message::Started));
    assert_eq!(outcome(&messages), Some(Outcome::Passed), "{messages:?}");
    messages
}

/// That `test` is refused with this finding and no other.
#[track_caller]
fn refused(program: &str, test: &str, kind: Kind, words: &str) -> Vec<Message> {
    let messages = run(program, Some(test));
    assert_eq!(outcome(&messages), Some(Outcome::Failed), "{messages:?}");
    let found = findings(&messages);
    assert_eq!(found.len(), 1, "{messages:?}");
    assert_eq!(found[0].kind, kind, "{messages:?}");
    for part in [&found[0].observed, &found[0].meaning, &found[0].look_at] {
        assert!(!part.ends_with('.') && !part.starts_with(char::is_uppercase));
    }
    let text = format!("{} / {}", found[0].observed, found[0].meaning);
    assert!(text.contains(words), "{messages:?}");
    messages
}

#[test]
fn a_right_answer_passes_and_leaves_its_spans() {
    let messages = passes(HIDDEN, "passes");
    let spans = Spans::from_messages(&messages);
    assert_eq!(spans.clock, report::Clock::Virtual);
    assert_eq!(spans.peak(), 2);
    assert_eq!(spans.elapsed(), lab::ms(50));
    assert_eq!(spans.spans[0].item, "user 7");
    assert_eq!(spans.spans[0].lane, "main");
}

#[test]
fn a_wrong_answer_is_refused() {
    refused(HIDDEN, "is_refused", Kind::NotConcurrent, "it took 80 ms");
}

#[test]
fn a_finding_carries_the_promise_that_the_checker_was_told() {
    let messages = run(HIDDEN, Some("names_a_promise"));
    let text = "It takes as long as the slower request alone.".to_owned();
    assert_eq!(findings(&messages)[0].promised.as_ref(), Some(&text));
    let against = None;
    assert!(messages.contains(&Message::Promised { text, against }));
}

#[test]
fn a_checker_of_another_version_is_told_so_and_nothing_else() {
    let protocol = PROTOCOL;
    let said = hear("workbook/2 t0ken 7 - passes\n");
    assert_eq!(said, [Message::Speaks { protocol }]);
}

#[test]
fn a_wrong_answer_that_hangs_after_its_refusal_comes_to_an_end() {
    refused(
        HIDDEN,
        "waits_after_its_refusal",
        Kind::NotStarted,
        "never polled",
    );
}

#[test]
fn a_panic_counts_wherever_it_is() {
    refused(HIDDEN, "panics_in_a_thread", Kind::Panicked, "out of tea");
    refused(HIDDEN, "replaces_the_hook", Kind::Panicked, "unseen");
    passes(HIDDEN, "panics_as_announced");
    refused(
        HIDDEN,
        "quotes_an_announced_panic",
        Kind::Panicked,
        "unwrap",
    );
    refused(HIDDEN, "passes_a_panic_on", Kind::Panicked, "out of tea");
}

#[test]
fn a_hook_in_the_place_of_ours_is_refused() {
    let words = "replaced the panic hook";
    refused(HIDDEN, "hides_a_panic", Kind::Forbidden, words);
    passes(HIDDEN, "adds_to_the_hook");
}

#[test]
fn a_flood_leaves_a_report_that_can_be_read() {
    let messages = run(HIDDEN, Some("floods"));
    assert_eq!(outcome(&messages), Some(Outcome::Failed));
    let spans = Spans::from_messages(&messages).spans;
    assert_eq!(spans.len(), 2_000);
    assert!(spans.iter().all(|span| span.how == End::Finished));
    let short = |name: &str| name.chars().count() <= 101;
    let short = |span: &report::Span| short(&span.item) && short(&span.lane);
    assert!(spans.iter().all(short));
    assert_eq!(findings(&messages).len(), 16);
    let notes = messages
        .iter()
        .filter(|said| matches!(said, Message::Note { .. }));
    assert_eq!(notes.count(), 32);
    // The checker reads no more than 8 MiB.
    let lines = messages.iter().map(|said| format!("{said:?}").len());
    assert!(lines.sum::<usize>() < 2 << 20);
}

#[test]
fn a_refusal_that_is_swallowed_still_counts() {
    refused(
        HIDDEN,
        "swallows_its_refusal",
        Kind::WrongResult,
        "the sum is 3",
    );
}

#[test]
fn an_early_exit_says_nothing() {
    assert_eq!(run(HIDDEN, Some("exits_early")), [Message::Started]);
}

#[test]
fn tasks_that_wait_for_each_other_hang_and_leave_their_spans_open() {
    let words = "a sender is still alive";
    let messages = refused(HIDDEN, "waits_for_itself", Kind::Hangs, words);
    assert_eq!(Spans::from_messages(&messages).spans[0].how, End::Open);
}

#[test]
fn a_thread_that_cannot_go_on_is_explained() {
    refused(
        HIDDEN,
        "never_returns",
        Kind::Hangs,
        "`wait` has not returned",
    );
}

#[test]
#[cfg(target_os = "linux")]
fn what_holds_the_runtime_is_told_apart() {
    refused(HIDDEN, "blocks_the_runtime", Kind::BlocksRuntime, "asleep");
    let slept = "slept inside of polls, for";
    let sleeps = "sleeps_between_two_waits";
    refused(HIDDEN, sleeps, Kind::BlocksRuntime, slept);
    passes(HIDDEN, "is_stopped_while_it_polls");
    refused(HIDDEN, "spins", Kind::Hangs, "without a pause");
    refused(HIDDEN, "waits_for_a_thread", Kind::Hangs, "no timer is set");
}

#[test]
fn threads_and_tasks_are_counted_however_soon_they_end() {
    passes(HIDDEN, "starts_two_threads");
    passes(HIDDEN, "spawns_two_tasks");
    let threads = "threads that were started, also those that have ended: 3";
    refused(HIDDEN, "starts_a_helper_too", Kind::TooConcurrent, threads);
    let tasks = "tasks that were spawned, also those that have ended: 3";
    refused(HIDDEN, "spawns_a_helper_too", Kind::TooConcurrent, tasks);
}

#[test]
fn the_answer_reads_nothing_from_the_checker() {
    passes(HIDDEN, "reads_its_input");
}

#[test]
fn memory_is_counted() {
    passes(METERED, "a_small_vector_stays_below");
    refused(METERED, "a_large_vector_does_not", Kind::Leaks, "512 KiB");
    let other_thread = "a_large_vector_of_a_thread_does_not";
    refused(METERED, other_thread, Kind::Leaks, "in use at once");
    let words = "512 KiB of memory were still in use";
    refused(METERED, "a_large_vector_is_kept", Kind::Leaks, words);
}

#[test]
fn memory_is_not_counted_where_nobody_counts() {
    let words = "needs `proof::metered_main!`";
    refused(HIDDEN, "meters_without_a_meter", Kind::Panicked, words);
}

#[test]
fn a_sweep_shows_the_run_that_was_refused_and_no_other() {
    let words = "the second began; the future was dropped after poll 2";
    let messages = refused(HIDDEN, "breaks_a_promise", Kind::WrongResult, words);
    let spans = Spans::from_messages(&messages);
    assert_eq!(spans.clock, report::Clock::Virtual);
    let rows: Vec<(&str, End)> = spans
        .spans
        .iter()
        .map(|span| (span.item.as_str(), span.how))
        .collect();
    assert_eq!(rows, [("first", End::Finished), ("second", End::Cancelled)]);
    assert_eq!(spans.elapsed(), lab::ms(10));
}

#[test]
fn a_test_draws_from_the_seed_that_it_is_told() {
    let text = "seed 7".to_owned();
    let messages = passes(HIDDEN, "notes_its_seed");
    assert!(messages.contains(&Message::Note { text }));
}

#[test]
fn the_tests_are_listed_where_nobody_is_named() {
    let names = [
        "a_small_vector_stays_below",
        "a_large_vector_does_not",
        "a_large_vector_of_a_thread_does_not",
        "a_large_vector_is_kept",
    ];
    let names = names.map(str::to_owned).to_vec();
    assert_eq!(run(METERED, None), [Message::Tests { names }]);
}

#[test]
fn a_test_that_does_not_exist_never_starts() {
    assert_eq!(run(HIDDEN, Some("no_such_test")), []);
}

#[test]
fn started_by_hand_it_says_who_runs_it() {
    let output = Command::new(HIDDEN).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("workbook run"));
}
