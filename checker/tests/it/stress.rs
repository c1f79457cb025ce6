//! `dev stress`: a verdict that hangs on a seed, on a core or on luck is found,
//! and the processes that keep the cores busy end with the checker.

use crate::support::{Bench, skipped, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::process::Stdio;

/// One exercise. Its test hands the answer the seed, and how many cores it sees.
const INFO: &str = r#"format_version = 1
course = "stressed"
[[lessons]]
dir = "01_numbers"
title = "Numbers"
[[exercises]]
name = "add"
dir = "01_numbers"
file = "01_add.rs"
deadline = 600.0
hint = "Look."
"#;

const HIDDEN: &str = "use proof::prelude::*;\n\nproof::main!(it_is_42);\n\n\
    fn it_is_42() {\n    \
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get() as u64);\n    \
    equal(\"the answer\", exercise::add(proof::seed(), cores), 42);\n}\n";

const ANSWERS: &str = "checker/answers/01_numbers/01_add";

/// The text of an answer that gives `value`.
fn answer(first_line: &str, value: &str) -> String {
    format!(
        "{first_line}\npub fn add(seed: u64, cores: u64) -> u64 {{\n    \
         let _ = (seed, cores);\n    {value}\n}}\n\nfn main() {{}}\n"
    )
}

/// A workbook whose exercise has a solution and these answers beside it.
fn course(answers: &[(&str, &str)]) -> Bench {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    bench.save("info.toml", INFO);
    bench.save("exercises/01_numbers/01_add.rs", &answer("// TODO", "0"));
    bench.save(
        "solutions/01_numbers/01_add.rs",
        &answer("// Six by seven.", "42"),
    );
    bench.save("checker/hidden/01_numbers/01_add.rs", HIDDEN);
    for (name, value) in answers {
        let first_line = match name.starts_with("wrong_") {
            true => "// refused: wrong-result — it is not 42",
            false => "// Also right.",
        };
        bench.save(&format!("{ANSWERS}/{name}.rs"), &answer(first_line, value));
    }
    bench
}

/// The entry of the document for an answer in a setting.
fn found<'d>(document: &'d Value, name: &str, setting: &str) -> Option<&'d Value> {
    let file = format!("{ANSWERS}/{name}.rs");
    let mut all = document["false_verdicts"].as_array().unwrap().iter();
    all.find(|one| one["answer"] == *file && one["setting"] == setting)
}

#[test]
fn what_hangs_on_a_seed_or_on_a_core_is_found_and_can_be_repeated() {
    let bench = course(&[
        ("right_by_seed", "42 + seed % 2"),
        ("right_always", "6 * 7"),
        ("wrong_by_seed", "41 + seed % 2"),
        ("wrong_alone", "if cores == 1 { 42 } else { 41 }"),
        ("wrong_always", "41"),
    ]);
    let stress = ["dev", "stress", "add", "--rounds", "6", "--load", "2"];
    let json = [&stress[..], &["--seed", "8", "--format", "json"]].concat();
    let ran = bench.workbook(&json).exits(1);
    bench.is_quiet();
    let document = ran.json();
    assert_eq!(document["complete"], true, "{ran}");
    for setting in ["one-core", "all-cores", "loaded"] {
        for steady in ["right_always", "wrong_always"] {
            assert_eq!(found(&document, steady, setting), None, "{ran}");
        }
        // Of the six seeds some are odd.
        let right = found(&document, "right_by_seed", setting).unwrap();
        let wrong = found(&document, "wrong_by_seed", setting).unwrap();
        assert_eq!(right["what"], "right-refused", "{ran}");
        assert_eq!(right["finding"]["kind"], "wrong-result", "{ran}");
        assert_eq!(wrong["what"], "wrong-passed", "{ran}");
        let times = [&right["times"], &wrong["times"]].map(|times| times.as_u64().unwrap());
        assert_eq!(times[0], times[1], "both differ by the same seeds{ran}");
    }
    // Pinned on one core, and nowhere else.
    let alone = found(&document, "wrong_alone", "one-core").unwrap();
    assert_eq!(alone["times"], 6, "{ran}");
    match std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
        1 => skipped("there is one core"),
        _ => {
            assert_eq!(found(&document, "wrong_alone", "all-cores"), None, "{ran}");
            assert_eq!(found(&document, "wrong_alone", "loaded"), None, "{ran}");
        }
    }
    let repeat = found(&document, "right_by_seed", "loaded").unwrap();
    let words = repeat["repeat"].as_str().unwrap().split(' ').skip(1);
    let words: Vec<_> = words.chain(["--rounds", "1"]).collect();
    bench
        .workbook(&words)
        .exits(1)
        .stdout_has("loaded     1 answer x 1 round: 1 false verdict")
        .stdout_has("FALSE  add  checker/answers/01_numbers/01_add/right_by_seed.rs");
}

#[test]
fn a_sound_course_stays_sound_and_its_deadline_is_long_enough() {
    let bench = course(&[("right_always", "42"), ("wrong_always", "41")]);
    let stress = ["dev", "stress", "--rounds", "2", "--load", "1", "--setting"];
    bench
        .workbook(&[&stress[..], &["all-cores"]].concat())
        .exits(0)
        .stdout_has("all cores  3 answers x 2 rounds: 0 false verdicts");
    bench
        .workbook(&["dev", "calibrate", "--rounds", "2"])
        .exits(0)
        .stdout_has("600 s    add: it_is_42")
        .stdout_has("1 exercise: every deadline leaves right answers room.");
}

/// End the checker while an answer hangs beside busy processes.
fn end_by(signal: Signal) -> (Bench, Option<i32>, String) {
    let bench = course(&[("wrong_hangs", "loop { std::thread::park(); }")]);
    // What exercises use is built first, which may take longer than patience.
    bench.workbook(&["run", "add"]).exits(1);
    let stress = ["dev", "stress", "--setting", "loaded", "--load", "3"];
    let mut command = bench.command(&stress);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let checker = command.spawn().unwrap();
    wait_until("the busy processes", || bench.busy().len() == 3);
    bench.wait_until_an_answer_runs();
    kill_process(Pid::from_child(&checker), signal).unwrap();
    let ended = checker.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stdout).unwrap();
    (bench, ended.status.code(), said)
}

#[test]
fn an_interrupt_ends_busy_processes_too_and_what_is_known_is_said() {
    let (bench, code, said) = end_by(Signal::INT);
    bench.is_quiet();
    assert_eq!(code, Some(130), "{said}");
    assert!(said.contains(" of 40 runs: 0 false verdicts"), "{said}");
}

#[test]
fn a_checker_that_is_killed_leaves_no_busy_process_behind() {
    let (bench, code, said) = end_by(Signal::KILL);
    assert_eq!(code, None, "{said}");
    bench.gets_quiet();
    wait_until("the end of all busy processes", || bench.busy().is_empty());
}
