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

/// Each says its name.
fn sayers(gate: &Gate) -> Vec<Command> {
    let sayer = |name| gate.worker(name, Worker::says(name)).command();
    NAMES.into_iter().map(sayer).collect()
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
    let told = run_all(sayers(&gate));
    gate.processes_are(3);
    let said = ["says north\n", "says south\n", "says west\n"];
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
    let told = run_all(vec![
        Worker::says("north").command(),
        Worker::exits(3).command(),
        Command::new("/there/is/no/such/program"),
        Worker::aborts().command(),
        Worker::says("west").command(),
    ]);
    let want = [
        "says north\n",
        "exit code 3",
        "did not start",
        "ended by a signal",
        "says west\n",
    ];
    equal("what became of the programs", told, want);
}

fn the_outputs_stand_in_the_order_of_the_commands() {
    // The first program ends last.
    let gate = Gate::that_holds("north");
    let told = thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(2));
        run_all(sayers(&gate))
    });
    let said = ["says north\n", "says south\n", "says west\n"];
    equal("what became of the programs", told, said);
}

fn a_program_may_write_more_than_a_pipe_holds() {
    if_it_hangs(
        "a pipe holds 64 KiB; a program that has filled it waits until somebody reads, while here somebody waits for its end",
    );
    look_at("who reads the output, and when?");
    let much = Worker::floods(300_000);
    let told = run_all(vec![much.command(), much.command()]);
    let lengths: Vec<usize> = told.iter().map(String::len).collect();
    let all = "says ".len() + 300_000;
    equal("how much the programs wrote", lengths, [all, all]);
}
