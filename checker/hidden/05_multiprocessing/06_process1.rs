//! `run_all` has all processes run at the same time, and leaves none of them behind.
// no promise: "What it wrote does not matter then, but if that is no UTF-8, it may be `Io` as well." It is the test that keeps this.
// no promise: "(The programs do not read their input, so it may be anything.)" It leaves a choice.
// no promise: "Why a program has nothing to show." It says what the type is.
// no promise: "It ended, but not with the exit code 0, which stands for success." The tests of programs that fail ask for it.

use exercise::Failed;
use lab::{Worker, ms};
use proof::prelude::*;
use std::process::Command;
use std::thread;
use std::time::Duration;

proof::main!(
    all_programs_run_at_the_same_time,
    every_process_has_been_waited_for,
    a_program_that_fails_is_an_error_in_its_place,
    the_outputs_are_in_the_order_of_the_commands,
    what_a_program_writes_is_unchanged,
    what_is_no_text_is_an_error_in_its_place,
    a_program_may_write_more_than_a_pipe_holds,
    there_may_be_no_program_at_all,
);

/// Other programs on a busy machine may keep processes from running for seconds.
const PATIENCE: Duration = ms(9_000);

const NAMES: [&str; 3] = ["north", "south", "west"];

fn run_all(commands: Vec<Command>) -> Vec<String> {
    let results = within(PATIENCE, "run_all", || exercise::run_all(commands));
    results.into_iter().map(told).collect()
}

fn told(result: Result<String, Failed>) -> String {
    match result {
        Ok(said) => format!("Ok({said:?})"),
        Err(Failed::Io(_)) => "Err(Failed::Io(_))".to_owned(),
        Err(Failed::Exit(status)) => match status.code() {
            Some(code) => format!("Err(Failed::Exit(exit code {code}))"),
            None => "Err(Failed::Exit(ended by a signal))".to_owned(),
        },
    }
}

fn ok(text: &str) -> String {
    format!("Ok({text:?})")
}

fn failed(code: u8) -> String {
    format!("Err(Failed::Exit(exit code {code}))")
}

fn no_such_program() -> Command {
    Command::new("/there/is/no/such/program")
}

/// Workers with these names, and what becomes of each of them.
fn sayers<const N: usize>(gate: &Gate, names: [String; N]) -> (Vec<Command>, [String; N]) {
    let words = [(); N].map(|()| Gate::word());
    let sayer = |(name, word): (&String, &String)| gate.worker(name, Worker::says(word)).command();
    let commands = names.iter().zip(&words).map(sayer).collect();
    (commands, words.map(|word| ok(&format!("{word}\n"))))
}

/// More than anybody would take at a time.
fn all_programs_run_at_the_same_time() {
    promise("Run all `commands`, each once and all at the same time.");
    let gate = Gate::of(17);
    let mut number = 0;
    let names = [(); 17].map(|()| {
        number += 1;
        format!("program {number}")
    });
    let (commands, said) = sayers(&gate, names);
    let told = run_all(commands);
    gate.processes_are(17);
    equal("the list of results", told, said);
    gate.all_ended();
}

fn every_process_has_been_waited_for() {
    promise("When this function returns, every process has ended and has been waited for.");
    look_at("what has been done with each `Child` when it is dropped?");
    let gate = Gate::of(1);
    let workers = [
        gate.worker("fails", Worker::exits(3)),
        gate.worker("no text", Script::new().writes(b"\xff").worker()),
        gate.worker("aborts", Worker::aborts()),
        gate.worker("north", Worker::says("north")),
    ];
    run_all(workers.iter().map(Worker::command).collect());
    gate.processes_are(4);
    gate.all_reaped();
}

/// Each in the first place, in the last, and in between; also when it has written
/// something, and when it lives on after its output has ended.
fn a_program_that_fails_is_an_error_in_its_place() {
    promise(
        "A program that fails, or cannot be started, is a [`Failed`] in its place, and the others run all the same.",
    );
    look_at(
        "a program can fail to start, exit with a code, and be ended by a signal: where does each of these go?",
    );
    let gate = Gate::of(1);
    let (said, code, later) = (Gate::word(), Gate::code(), Gate::code());
    let worker = |name, worker| gate.worker(name, worker).command();
    let writes = Script::new().writes(b"half a report");
    let closes = writes.clone().closes_its_outputs();
    let told = run_all(vec![
        no_such_program(),
        worker("fails", Worker::exits(code)),
        worker("writes and fails", writes.clone().exits(code).worker()),
        worker("north", Worker::says(&said)),
        no_such_program(),
        worker("aborts", Worker::aborts()),
        worker("writes and aborts", writes.aborts().worker()),
        worker("closes and fails", closes.exits(later).worker()),
        no_such_program(),
    ]);
    let signal = "Err(Failed::Exit(ended by a signal))";
    let none = "Err(Failed::Io(_))";
    let want = [
        none,
        &failed(code),
        &failed(code),
        &ok(&format!("{said}\n")),
        none,
        signal,
        signal,
        &failed(later),
        none,
    ];
    equal("the list of results", told, want);
    gate.processes_are(6);
}

fn the_outputs_are_in_the_order_of_the_commands() {
    promise("in the order of `commands`.");
    // The first program ends last.
    let gate = Gate::that_holds("north");
    let (commands, said) = sayers(&gate, NAMES.map(str::to_owned));
    let told = thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(2));
        run_all(commands)
    });
    equal("the list of results", told, said);
}

/// Nothing, no end of the last line, blanks at both ends, ends of lines of another
/// kind, and letters of two bytes that are cut wherever a buffer ends; and nothing of
/// what goes to the standard error.
fn what_a_program_writes_is_unchanged() {
    promise("Return what each program wrote to its standard output, unchanged");
    look_at("what is done to the bytes between the pipe and the result?");
    let gate = Gate::of(1);
    let umlauts = format!("x{}", "ü".repeat(50_000));
    let texts = ["", "tea", "\n  tea \t\n\n", "tea\r\ncups\n", &umlauts];
    let worker = |(name, text): (usize, &&str)| {
        let script = Script::new().complains(b"beware").writes(text.as_bytes());
        gate.worker(&name.to_string(), script.worker()).command()
    };
    let told = run_all(texts.iter().enumerate().map(worker).collect());
    equal("the list of results", told, texts.map(ok));
}

fn what_is_no_text_is_an_error_in_its_place() {
    promise("what it wrote could not be read, or is no UTF-8.");
    look_at("which bytes can a `String` not have, and where does that go?");
    let gate = Gate::of(1);
    let bytes = [&b"\xff\xfetea"[..], b"tea", b"t\xc3", b"cups"];
    let worker = |(name, bytes): (usize, &&[u8])| {
        let script = Script::new().writes(bytes);
        gate.worker(&name.to_string(), script.worker()).command()
    };
    let none = "Err(Failed::Io(_))".to_owned();
    let wanted = [none.clone(), ok("tea"), none, ok("cups")];
    let wanted = expected("the list of results", wanted);
    wanted.is(run_all(bytes.iter().enumerate().map(worker).collect()));
    gate.all_reaped();
}

/// To its standard output, to its standard error, and to the two in turn.
fn a_program_may_write_more_than_a_pipe_holds() {
    promise("However much a program writes, to its standard error too, it comes to its end.");
    if_it_hangs(
        "a pipe holds 64 KiB; a program that has filled it waits until somebody reads, while here somebody waits for its end, or for another pipe",
    );
    look_at("who reads each of the outputs, and when?");
    const MUCH: usize = 3 << 20;
    let gate = Gate::of(1);
    let word = Gate::word();
    let errors = Script::new().complains_much(150_000);
    let scripts = [
        ("much", Script::new().writes_much(word.as_bytes(), MUCH)),
        ("errors", errors.clone().writes_much(word.as_bytes(), MUCH)),
        (
            "both",
            errors
                .writes(b"tea")
                .complains_much(150_000)
                .writes(word.as_bytes()),
        ),
    ];
    let worker = |(name, script): &(&str, Script)| gate.worker(name, script.worker()).command();
    let wanted = expected("how much was returned", [MUCH, MUCH, 3 + word.len()]);
    let results = within(PATIENCE, "run_all", || {
        exercise::run_all(scripts.iter().map(worker).collect())
    });
    let texts: Vec<String> = results.into_iter().map(Result::unwrap_or_default).collect();
    let lengths: Vec<usize> = texts.iter().map(String::len).collect();
    wanted.is(lengths);
    let much: String = word.chars().cycle().take(MUCH).collect();
    let observed = "other text came back than the programs wrote";
    let the_same = texts == [much.clone(), much, format!("tea{word}")];
    holds(the_same, Kind::WrongResult, observed, "some got lost");
}

fn there_may_be_no_program_at_all() {
    promise("Run all `commands`, each once");
    equal(
        "the list of results of no commands",
        run_all(Vec::new()),
        [""; 0],
    );
    let gate = Gate::of(1);
    let one = gate.worker("north", Worker::says("tea")).command();
    equal(
        "the list of results of one command",
        run_all(vec![one]),
        [ok("tea\n")],
    );
}
