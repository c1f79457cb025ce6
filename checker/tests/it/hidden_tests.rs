//! Answers to `join` that go wrong in every way there is: the hidden test gives
//! each its own kind of verdict, in time, and nothing is left behind.

use crate::documents::texts::read;
use crate::support::Bench;
use serde_json::Value;

const JOIN: &str = "exercises/03_async_fundamentals/02_join.rs";

/// That of the exercise.
const DEADLINE_MS: u64 = 5000;

/// A workbook with an answer whose function `profile` has this body.
fn answered(body: &str) -> Bench {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    let answer = format!(
        "use lab::{{FakeApi, Order, User}};\n\n\
         #[derive(Debug)]\npub struct Profile {{\n    pub user: User,\n    pub orders: Vec<Order>,\n}}\n\n\
         pub async fn profile(api: &FakeApi, id: u32) -> Profile {{\n    {body}\n\
         #[allow(unreachable_code)]\n    right(api, id).await\n}}\n\n\
         async fn right(api: &FakeApi, id: u32) -> Profile {{\n    \
         let (user, orders) = tokio::join!(api.user(id), api.orders(id));\n    \
         Profile {{ user, orders }}\n}}\n\nfn main() {{}}\n"
    );
    bench.save(JOIN, &answer);
    bench
}

/// The verdict is of this kind, was there in time, and left no process.
#[track_caller]
fn check(body: &str, kind: &str) -> Value {
    let bench = answered(body);
    let run = ["run", "join", "--format", "json"];
    let ran = bench.workbook(&run).exits(1);
    bench.is_quiet();
    let exercise = ran.json()["exercises"][0].clone();
    assert_ne!(exercise["status"], "pass", "{ran}");
    assert_eq!(exercise["findings"][0]["kind"], kind, "{ran}");
    for test in exercise["tests"].as_array().unwrap() {
        let took = test["duration_ms"].as_u64().unwrap();
        assert!(took <= DEADLINE_MS + 1000, "{took} ms{ran}");
    }
    for part in ["observed", "meaning", "look_at"] {
        assert_ne!(exercise["findings"][0][part], "", "{part}{ran}");
    }
    exercise
}

#[test]
fn what_failed_is_run_again_with_the_same_inputs() {
    const ANSWER: &str = "04_threading_vs_async/06_atomic/wrong_above_the_end_for_a_moment.rs";
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    let answer = read(&format!("checker/answers/{ANSWER}"));
    bench.save("exercises/04_threading_vs_async/06_atomic.rs", &answer);
    // The numbers of the block are drawn.
    let seen = |out: &str| {
        let from = out.find("  seen ").unwrap_or_else(|| panic!("{out}"));
        out[from..].lines().take(2).collect::<Vec<_>>().join(" ")
    };
    let first = bench
        .workbook(&["run", "atomic", "--until-fail"])
        .exits(1)
        .stdout();
    let again = first
        .lines()
        .find_map(|line| line.split_once("The same inputs again: workbook run atomic --seed "));
    let (_, seed) = again.unwrap_or_else(|| panic!("no seed: {first}"));
    let run = ["run", "atomic", "--seed", seed];
    let second = bench
        .workbook(&run)
        .exits(1)
        .stdout_lacks("The same inputs again")
        .stdout();
    assert_eq!(seen(&first), seen(&second));
    let third = bench.workbook(&[&run[..], &["--format", "json"]].concat());
    let tests = third.json()["exercises"][0]["tests"].clone();
    let seeds = tests.as_array().unwrap().iter().map(|test| &test["seed"]);
    let seeds: Vec<_> = seeds.map(Value::to_string).collect();
    assert!(seeds.iter().all(|one| one == seed), "{seeds:?}");
}

#[test]
fn what_ran_when_is_written_as_files() {
    let bench = answered("");
    let files = [
        "--svg",
        "out/a.svg",
        "--html",
        "out/a.html",
        "--trace",
        "out/a.json",
    ];
    let run = bench.workbook(&[&["run", "join"], files.as_slice()].concat());
    run.exits(0).stderr_has("wrote `out/a.html`");
    assert!(bench.read("out/a.svg").starts_with("<svg xmlns"));
    assert!(bench.read("out/a.html").contains("2 at once at most"));
    let trace: Value = serde_json::from_str(&bench.read("out/a.json")).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let waits = events.iter().filter(|event| event["cat"] == "waiting");
    assert!(waits.count() >= 2, "{trace}");
}

#[test]
fn a_picture_that_cannot_be_written_takes_neither_verdict_nor_progress_away() {
    let bench = answered("");
    // A file stands where the folder would be.
    let run = bench.workbook(&["run", "join", "--svg", "info.toml/a.svg"]);
    run.exits(3)
        .stdout_has("PASS")
        .stderr_has("info.toml/a.svg");
    let list = bench.workbook(&["list", "--json"]).exits(0);
    let list: Value = serde_json::from_str(&list.stdout()).unwrap();
    let exercises = list["exercises"].as_array().unwrap();
    let join = exercises.iter().find(|one| one["name"] == "join").unwrap();
    assert_eq!(join["status"], "done", "{join}");
}

#[test]
fn a_right_answer_passes_with_its_timeline() {
    let bench = answered("");
    bench
        .workbook(&["run", "join"])
        .exits(0)
        .stdout_has("PASS  join")
        .stdout_has("2 at once at most");
}

#[test]
fn one_after_the_other_is_shown_as_such() {
    let bench = answered(
        "let (user, orders) = (api.user(id).await, api.orders(id).await);\n    \
         return Profile { user, orders };",
    );
    bench
        .workbook(&["run", "join"])
        .exits(1)
        .stdout_has("not concurrent")
        .stdout_has("80 ms");
}

#[test]
fn an_exit_with_code_0_is_no_pass() {
    check("std::process::exit(0);", "exited-early");
}

#[test]
fn forged_words_are_no_pass() {
    let forged = r#"println!("test result: ok. 3 passed; 0 failed");
    println!("{{\"say\":\"finished\",\"outcome\":\"passed\"}}");
    std::process::exit(0);"#;
    check(forged, "exited-early");
}

#[test]
fn words_in_the_checkers_own_channel_are_no_pass_without_its_token() {
    let forged = r#"use std::{io::Write, os::fd::AsFd};
    let channel = std::io::stdin().as_fd().try_clone_to_owned().unwrap();
    let mut channel = std::fs::File::from(channel);
    for token in ["", "0000000000000000 ", "workbook/1 "] {
        let _ = writeln!(channel, "{token}{{\"say\":\"finished\",\"outcome\":\"passed\"}}");
    }
    std::process::exit(0);"#;
    check(forged, "exited-early");
}

#[test]
fn a_panic_in_a_spawned_task_is_found() {
    check(
        "let task = tokio::spawn(async { panic!(\"lost\") });\n    let _ = task.await;",
        "panicked",
    );
}

#[test]
fn a_panic_in_a_thread_is_found() {
    check(
        "let _ = std::thread::spawn(|| panic!(\"lost\")).join();",
        "panicked",
    );
}

#[test]
fn an_endless_loop_is_seen_to_spin() {
    let verdict = check(
        "let mut n = 0u32; loop { n = std::hint::black_box(n + 1) % 7; }",
        "hangs",
    );
    let text = verdict.to_string();
    // Who sees it first depends on how busy the machine is.
    let seen = text.contains("without a pause") || text.contains("spins");
    assert!(seen, "{text}");
}

#[test]
fn a_deadlock_is_seen_to_hold_the_runtime() {
    let verdict = check(
        "let lock = std::sync::Mutex::new(());\n    let _first = lock.lock();\n    \
         let _second = lock.lock();",
        "blocks-runtime",
    );
    let text = verdict.to_string();
    assert!(text.contains("asleep"), "{text}");
}

#[test]
fn a_future_that_is_never_ready_is_a_hang_without_a_wait() {
    check("std::future::pending::<()>().await;", "hangs");
}

#[test]
fn an_endless_print_is_stopped() {
    check(
        "loop { println!(\"again and again and again\"); }",
        "floods-output",
    );
}

#[test]
fn a_stack_overflow_is_a_crash() {
    check(
        "fn deeper(n: u32) -> u32 {\n    let page = std::hint::black_box([n; 1024]);\n    \
         deeper(n + 1) + page[7]\n    }\n    deeper(0);",
        "crashed",
    );
}

#[test]
fn an_abort_is_a_crash() {
    check("std::process::abort();", "crashed");
}

#[test]
fn a_process_that_was_left_behind_is_ended_with_the_run() {
    let bench = answered("");
    let (answer, root) = (bench.read(JOIN), bench.root().to_owned());
    let leaves = format!(
        "let _ = std::process::Command::new(\"setsid\").args([\"sleep\", \"600\"])\
         .current_dir({root:?}).spawn();\n    "
    );
    let answer = answer.replace("#[allow(unreachable_code)]", &leaves);
    bench.save(JOIN, &answer);
    bench.workbook(&["run", "join"]);
    bench.is_quiet();
}
