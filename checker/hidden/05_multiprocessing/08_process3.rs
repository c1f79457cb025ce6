//! `run_limited` returns all that a program writes, or leaves nothing of it behind.

use exercise::Ended;
use lab::{Worker, ms};
use proof::prelude::*;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::thread;
use std::time::{Duration, Instant};
use tokio::process::Command;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

proof::main!(
    a_program_that_ends_in_time_gives_all_that_it_wrote,
    a_program_that_fails_in_time_has_ended,
    two_programs_run_at_the_same_time,
    at_the_limit_nothing_of_the_group_runs_any_more,
    at_the_limit_the_program_is_waited_for,
    nothing_of_the_group_outlives_a_future_that_is_dropped,
);

const AN_HOUR: Duration = ms(3_600_000);

/// A short limit is over before a process has started, on a busy machine: then
/// nothing is seen, and a longer one is tried.
fn limits() -> impl Iterator<Item = Duration> {
    (0..7).map(|round| ms(40 << round))
}

fn command(gate: &Gate, name: &str, worker: Worker) -> Command {
    gate.worker(name, worker).command().into()
}

/// Run `worker` with a limit that it does not reach.
fn in_time(worker: Worker, look: impl FnOnce(std::process::Output)) {
    if_it_hangs("the program has much to write, and cannot end before it has written it");
    real_time(async || {
        let gate = Gate::of(1);
        match exercise::run_limited(command(&gate, "photos", worker), AN_HOUR).await {
            Ok(Ended::InTime(output)) => look(output),
            other => holds(
                false,
                Kind::WrongResult,
                &format!("a program that ends by itself came back as `{other:?}`"),
                "it ends long before its limit, and how it ends is its own affair",
            ),
        }
        gate.processes_are(1);
        gate.all_reaped();
    });
}

fn a_program_that_ends_in_time_gives_all_that_it_wrote() {
    let text = Gate::text(300_000);
    let wanted = expected("the length of its output", text.len() + 1);
    in_time(Worker::says(&text), |output| {
        wanted.is(output.stdout.len());
        let the_same = output.stdout == format!("{text}\n").into_bytes();
        let observed = "other text came back than the program wrote";
        holds(the_same, Kind::WrongResult, observed, "some got lost");
    });
}

fn a_program_that_fails_in_time_has_ended() {
    let code = Gate::code();
    in_time(Worker::exits(code), |output| {
        equal("its exit code", output.status.code(), Some(i32::from(code)));
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        equal("its standard error", complaint, "photos cannot go on\n");
    });
}

fn two_programs_run_at_the_same_time() {
    look_at("while the first program runs: does this function wait, or its whole thread?");
    real_time(async || {
        let gate = Gate::of(2);
        let run = |name| exercise::run_limited(command(&gate, name, Worker::says("tea")), AN_HOUR);
        let _ = tokio::join!(run("photos"), run("labels"));
        gate.processes_are(2);
    });
}

/// Run `worker`, which hangs, until its limit, and look at what is left.
fn at_its_limit(worker: Worker, processes: usize, look: impl Fn(&Gate, &Ended)) {
    for limit in limits() {
        let mut seen = false;
        real_time(async || {
            let gate = Gate::of(1);
            let command = command(&gate, "photos", worker.clone());
            let ended = exercise::run_limited(command, limit).await;
            seen = gate.arrivals() >= processes;
            match &ended {
                Ok(ended) if seen => look(&gate, ended),
                Ok(_) => {}
                Err(error) => equal("the error", error.to_string().as_str(), "none"),
            }
        });
        if seen {
            return;
        }
    }
    nobody_came_by(processes);
}

/// A right answer has started its program long before the longer limits: unless
/// this machine is so busy that ours does not get that far in time either, nothing
/// was started.
fn nobody_came_by(processes: usize) {
    let gate = Gate::of(1);
    let worker = gate.worker("photos", Worker::hangs().with_child());
    let started = worker.command().process_group(0).spawn();
    let begun = Instant::now();
    while gate.arrivals() < processes && begun.elapsed() < ms(150) {
        thread::sleep(ms(1));
    }
    let came = gate.arrivals() >= processes;
    if let Ok(mut ours) = started {
        let _ = lab::kill_group(ours.id());
        let _ = ours.wait();
    }
    holds(
        !came,
        Kind::NotConcurrent,
        "the limit was reached, and no process had come by",
        "a program that is to run until its limit has to be started",
    );
}

fn at_the_limit_nothing_of_the_group_runs_any_more() {
    at_its_limit(Worker::hangs().with_child(), 2, |gate, _| gate.all_ended());
}

fn at_the_limit_the_program_is_waited_for() {
    if_it_hangs("a program that hangs goes on doing so until it is killed");
    at_its_limit(Worker::hangs(), 1, |gate, ended| {
        gate.all_ended();
        let told = matches!(ended, Ended::Killed(status) if status.signal() == Some(9));
        holds(
            told,
            Kind::WrongResult,
            &format!("what came back for a program that was killed is `{ended:?}`"),
            "this is not how it ended: signal 9 did it, and the system tells who waits for it",
        );
        gate.all_reaped();
    });
}

fn nothing_of_the_group_outlives_a_future_that_is_dropped() {
    look_at("a future that is dropped runs none of its code any more: what does run?");
    // Its limit is not reached, unless the thread is blocked.
    for limit in limits().skip(4).take(2) {
        let mut half_way = false;
        real_time(async || {
            let gate = Gate::of(1);
            let command = command(&gate, "photos", Worker::hangs().with_child());
            let both_run = async {
                while gate.arrivals() < 2 {
                    sleep(ms(1)).await;
                }
            };
            half_way = tokio::select! {
                () = both_run => true,
                _ = exercise::run_limited(command, limit) => false,
            };
            if half_way {
                // Tasks of the runtime can go on meanwhile. A refusal has been
                // recorded when this returns.
                let _ = spawn_blocking(move || gate.all_ended()).await;
            }
        });
        if half_way {
            return;
        }
    }
    nobody_came_by(2);
}
