//! `run_all` has all processes run at the same time, and leaves none of them behind.

use exercise::Failed;
use lab::{Worker, ms};
use proof::prelude::*;
use std::process::Command;
use std::thread;

proof::main!(
    all_programs_run_at_the_same_time,
    every_process_has_been_waited_for,
    a_program_that_fails_is_an_error_in_its_place,
    the_outputs_stand_in_the_order_of_the_commands,
    a_program_may_write_more_than_a_pipe_holds,
);

const NAMES: [&str; 3] = ["north", "south", "west"];

/// Three workers, and what each of them says.
fn sayers(gate: &Gate) -> (Vec<Command>, [String; 3]) {
    let words = NAMES.map(|_| Gate::word());
    let sayer = |(name, word): (_, &String)| gate.worker(name, Worker::says(word)).command();
    let commands = NAMES.into_iter().zip(&words).map(sayer).collect();
    (commands, words.map(|word| format!("says {word}\n")))
}

fn run_all(commands: Vec<Command>) -> Vec<String> {
    let results = within(ms(4_000), "run_all", || exercise::run_all(commands));
    results.into_iter().map(told).collect()
}

fn told(result: Result<String, Failed>) -> String {
    match result {
        Ok(said) => format!("says {said}"),
        Err(Failed::Io(_)) => "did not start".to_owned(),
        Err(Failed::Exit(status)) => match status.code() {
            Some(code) => format!("exit code {code}"),
            None => "ended by a signal".to_owned(),
        },
    }
}

fn all_programs_run_at_the_same_time() {
    let gate = Gate::of(3);
    let (commands, said) = sayers(&gate);
    let told = run_all(commands);
    gate.processes_are(3);
    equal("what became of the programs", told, said);
    gate.all_ended();
}

fn every_process_has_been_waited_for() {
    look_at("what has been done with each `Child` when it is dropped?");
    let gate = Gate::of(1);
    let workers = [
        gate.worker("fails", Worker::exits(3)),
        gate.worker("aborts", Worker::aborts()),
        gate.worker("north", Worker::says("north")),
    ];
    run_all(workers.iter().map(Worker::command).collect());
    gate.processes_are(3);
    gate.all_reaped();
}

fn a_program_that_fails_is_an_error_in_its_place() {
    look_at(
        "a program can fail to start, exit with a code, and be ended by a signal: where does each of these go?",
    );
    let gate = Gate::of(1);
    let (first, code, last) = (Gate::word(), Gate::code(), Gate::word());
    let worker = |name, worker| gate.worker(name, worker).command();
    let told = run_all(vec![
        worker("north", Worker::says(&first)),
        worker("fails", Worker::exits(code)),
        Command::new("/there/is/no/such/program"),
        worker("aborts", Worker::aborts()),
        worker("west", Worker::says(&last)),
    ]);
    let want = [
        format!("says {first}\n"),
        format!("exit code {code}"),
        "did not start".to_owned(),
        "ended by a signal".to_owned(),
        format!("says {last}\n"),
    ];
    equal("what became of the programs", told, want);
    gate.processes_are(4);
}

fn the_outputs_stand_in_the_order_of_the_commands() {
    // The first program ends last.
    let gate = Gate::that_holds("north");
    let (commands, said) = sayers(&gate);
    let told = thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(2));
        run_all(commands)
    });
    equal("what became of the programs", told, said);
}

fn a_program_may_write_more_than_a_pipe_holds() {
    if_it_hangs(
        "a pipe holds 64 KiB; a program that has filled it waits until somebody reads, while here somebody waits for its end",
    );
    look_at("who reads the output, and when?");
    let gate = Gate::of(1);
    let texts = [Gate::text(300_000), Gate::text(300_000)];
    let worker = |(name, text): (_, &String)| gate.worker(name, Worker::says(text)).command();
    let told = run_all(
        ["much", "more"]
            .into_iter()
            .zip(&texts)
            .map(worker)
            .collect(),
    );
    let lengths: Vec<usize> = told.iter().map(String::len).collect();
    let all = "says \n".len() + 300_000;
    equal("how much the programs wrote", lengths, [all, all]);
    let want = texts.map(|text| format!("says {text}\n"));
    let observed = "other text came back than the programs wrote";
    holds(told == want, Kind::WrongResult, observed, "some got lost");
}
