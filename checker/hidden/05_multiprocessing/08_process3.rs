//! `run_limited` returns all that a program writes, or leaves nothing of it behind.
// no promise: "How the run of a program ended." It says what the type is.
// no promise: "It may have been waited for before its group is killed." It is allowed, and not asked for.

use exercise::Ended;
use lab::{Worker, ms};
use proof::prelude::*;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio::process::Command;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

proof::main!(
    a_program_that_ends_in_time_gives_all_that_it_wrote,
    a_program_that_fails_in_time_has_ended,
    a_program_that_cannot_be_started_is_an_error,
    two_programs_run_at_the_same_time,
    the_thread_is_free_while_a_program_runs,
    at_the_limit_nothing_of_the_group_runs_any_more,
    at_the_limit_the_program_is_waited_for,
    a_limit_of_nothing_is_over_at_once,
    the_limit_holds_for_a_program_that_never_stops_writing,
    the_limit_holds_for_a_program_that_has_closed_its_outputs,
    the_limit_holds_for_outputs_that_somebody_else_has_open,
    a_program_that_had_ended_before_the_limit_keeps_its_status,
    nothing_of_the_group_outlives_a_future_that_is_dropped,
    a_program_that_somebody_kills_in_time_has_ended,
);

const AN_HOUR: Duration = ms(3_600_000);

/// Nobody needs so long to end a process.
const TOO_LONG: Duration = ms(3_000);

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

/// More than a pipe holds, to each of its outputs first.
fn a_program_that_ends_in_time_gives_all_that_it_wrote() {
    promise(
        "with all that it wrote to standard output and to standard error, however much that is.",
    );
    look_at("who reads each of the two outputs, and when?");
    let (word, much) = (Gate::word(), 300_000);
    let wanted: Vec<u8> = word.bytes().cycle().take(much).collect();
    let script = Script::new();
    let errors_first = script.clone().complains_much(much);
    let errors_first = errors_first.writes_much(word.as_bytes(), much);
    let errors_last = script.writes_much(word.as_bytes(), much);
    for script in [errors_first, errors_last.complains_much(much)] {
        let wanted = wanted.clone();
        in_time(script.worker(), move |output| {
            equal(
                "the length of its standard error",
                output.stderr.len(),
                much,
            );
            equal("the length of its output", output.stdout.len(), much);
            let observed = "other text came back than the program wrote";
            holds(
                output.stdout == wanted,
                Kind::WrongResult,
                observed,
                "some got lost",
            );
        });
    }
}

fn a_program_that_cannot_be_started_is_an_error() {
    promise("An error means that it could not be started, or not be waited for.");
    real_time(async || {
        let command = Command::new("/there/is/no/such/program");
        let ended = exercise::run_limited(command, AN_HOUR).await;
        holds(
            ended.is_err(),
            Kind::WrongResult,
            &format!("the program does not exist, and what came back for it is `{ended:?}`"),
            "it has neither ended nor been killed",
        );
    });
}

/// With a code, and by a signal.
fn a_program_that_fails_in_time_has_ended() {
    promise("By itself: what it wrote, and its exit status, whatever that is.");
    in_time(Worker::aborts(), |output| {
        equal("the signal that ended it", output.status.signal(), Some(6));
    });
    let code = Gate::code();
    in_time(Worker::exits(code), |output| {
        equal("its exit code", output.status.code(), Some(i32::from(code)));
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        equal("its standard error", complaint, "photos cannot go on\n");
    });
}

/// With the signal that it would get at the limit.
fn a_program_that_somebody_kills_in_time_has_ended() {
    promise("A program that ends before the limit is [`Ended::InTime`] then");
    real_time(async || {
        let gate = Gate::of(1);
        let mut somebody = pin!(async {
            while gate.arrivals() == 0 {
                sleep(ms(1)).await;
            }
            gate.pids().into_iter().try_for_each(lab::kill_group)
        });
        let command = command(&gate, "photos", Worker::hangs());
        let mut run = pin!(exercise::run_limited(command, AN_HOUR));
        let ended = tokio::select! {
            ended = &mut run => ended,
            killed = &mut somebody => match killed {
                Ok(()) => run.await,
                // It has no group; another test asks for that.
                Err(_) => return,
            },
        };
        let signal = match &ended {
            Ok(Ended::InTime(output)) => output.status.signal(),
            Ok(Ended::Killed(_)) | Err(_) => None,
        };
        holds(
            signal == Some(9),
            Kind::WrongResult,
            &format!("a program that was killed long before its limit came back as `{ended:?}`"),
            "it has ended in time, and how it ends is its own affair",
        );
        gate.all_reaped();
    });
}

fn two_programs_run_at_the_same_time() {
    promise("Other tasks go on meanwhile: under `join!`, two programs run at the same time.");
    look_at("while the first program runs: does this function wait, or its whole thread?");
    real_time(async || {
        let gate = Gate::of(2);
        let run = |name| exercise::run_limited(command(&gate, name, Worker::says("tea")), AN_HOUR);
        let _ = tokio::join!(run("photos"), run("labels"));
        gate.processes_are(2);
    });
}

/// From the moment on at which the program is there: to start it takes its time.
fn the_thread_is_free_while_a_program_runs() {
    promise("Other tasks go on meanwhile");
    let (gate, is_watched) = (Gate::that_holds("photos"), AtomicBool::new(false));
    thread::scope(|scope| {
        // Not by the thread that is watched, which must not wait for the gate.
        scope.spawn(|| {
            while !is_watched.load(Ordering::SeqCst) {
                thread::sleep(ms(1));
            }
            gate.lets_go_after(0);
        });
        real_time(async || {
            let is_there = async {
                while gate.arrivals() == 0 {
                    sleep(ms(1)).await;
                }
                never_blocks("Other tasks go on meanwhile");
                is_watched.store(true, Ordering::SeqCst);
            };
            let command = command(&gate, "photos", Worker::says("tea"));
            let _ = tokio::join!(exercise::run_limited(command, AN_HOUR), is_there);
        });
    });
    gate.processes_are(1);
}

/// Run `worker`, which hangs, until its limit, and look at what is left.
fn at_its_limit(worker: Worker, processes: usize, look: impl Fn(&Gate, &Ended)) {
    at_one_of(limits(), worker, processes, look);
}

fn at_one_of(
    limits: impl Iterator<Item = Duration>,
    worker: Worker,
    processes: usize,
    look: impl Fn(&Gate, &Ended),
) {
    for limit in limits {
        let mut seen = false;
        real_time(async || {
            let gate = Gate::of(1);
            let command = command(&gate, "photos", worker.clone());
            let call = exercise::run_limited(command, limit);
            let Ok(ended) = timeout(limit + TOO_LONG, call).await else {
                holds(
                    false,
                    Kind::Late,
                    &format!("{TOO_LONG:?} after the limit, it has not returned"),
                    "something is waited for without a limit",
                );
                return;
            };
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
    promise("At the limit, the whole group is killed with signal 9 (`lab::kill_group`)");
    at_its_limit(Worker::hangs().with_child(), 2, |gate, _| {
        gate.all_ended();
        gate.groups_were_killed_in_time();
    });
}

/// It may have been started or not.
fn a_limit_of_nothing_is_over_at_once() {
    promise("Run `command` for at most `limit`");
    real_time(async || {
        let gate = Gate::of(1);
        let command = command(&gate, "photos", Worker::hangs());
        let ended = exercise::run_limited(command, Duration::ZERO).await;
        holds(
            matches!(ended, Ok(Ended::Killed(_))),
            Kind::WrongResult,
            &format!("with a limit of nothing, `{ended:?}` came back for a program that hangs"),
            "it was to run for no longer than that, and to be killed then",
        );
        gate.all_ended();
    });
}

/// A limit that each step has is none for all of them.
fn the_limit_holds_for_a_program_that_never_stops_writing() {
    promise("Run `command` for at most `limit`");
    look_at("when does the limit begin, and does it ever begin anew?");
    // It writes more often than that, whatever else the machine has to do.
    let limits = limits().skip(4);
    at_one_of(
        limits,
        Script::new().never_stops_writing().worker(),
        1,
        |gate, ended| {
            holds(
                matches!(ended, Ended::Killed(_)),
                Kind::WrongResult,
                "a program that writes and writes came back as one that ended by itself",
                "it never ends, so somebody has ended it",
            );
            gate.all_ended();
        },
    );
}

fn the_limit_holds_for_a_program_that_has_closed_its_outputs() {
    promise("Run `command` for at most `limit`");
    look_at("which of the things that are waited for is not under the limit?");
    at_its_limit(
        Script::new().closes_its_outputs().hangs().worker(),
        1,
        |gate, ended| {
            holds(
                matches!(ended, Ended::Killed(_)),
                Kind::WrongResult,
                "a program that hangs came back as one that ended by itself",
                "its outputs are closed, and the program is still there",
            );
            gate.all_reaped();
        },
    );
}

/// The program ends when its child is there, which may be just before the limit or
/// just after it; and the child never ends.
fn the_limit_holds_for_outputs_that_somebody_else_has_open() {
    promise(
        "The limit holds for its outputs, too, which a process that it has started may keep open when it has ended itself.",
    );
    look_at("when is an output at its end, and what if that never comes?");
    let code = Gate::code();
    let script = Script::new().starts_a_child_that_holds_its_outputs();
    let script = script.writes(b"tea").exits(code);
    at_its_limit(script.worker(), 2, |gate, ended| {
        let (status, limit_came_first) = match ended {
            Ended::InTime(output) => {
                equal("whether its output is there", output.stdout == b"tea", true);
                (output.status, false)
            }
            Ended::Killed(status) => {
                gate.all_ended();
                (*status, status.signal() == Some(9))
            }
        };
        if !limit_came_first {
            equal("its exit code", status.code(), Some(i32::from(code)));
        }
    });
}

/// A long time before it: only its child has its outputs open.
fn a_program_that_had_ended_before_the_limit_keeps_its_status() {
    promise(
        "Then both are right: [`Ended::InTime`] with what was written by then, and [`Ended::Killed`] with the status with which the program has ended.",
    );
    look_at("where does the status come from that is returned?");
    let code = Gate::code();
    let script = Script::new().starts_a_child_that_holds_its_outputs();
    let worker = script.exits(code).worker();
    for limit in limits().skip(4).take(2) {
        let mut ended_before = false;
        real_time(async || {
            let gate = Arc::new(Gate::of(1));
            let command = command(&gate, "photos", worker.clone());
            let begun = Instant::now();
            let its_end = thread::spawn({
                let gate = Arc::clone(&gate);
                // It gives up, too, when nothing has happened for longer than that.
                move || {
                    gate.lets_go_after(1);
                    begun.elapsed() < limit.min(ms(1_400))
                }
            });
            let ended = exercise::run_limited(command, limit).await;
            ended_before = its_end.join().unwrap_or_default();
            let status = match ended {
                Ok(Ended::InTime(output)) => Some(output.status),
                Ok(Ended::Killed(status)) => Some(status),
                Err(_) => None,
            };
            if ended_before {
                let code = i32::from(code);
                equal(
                    "its exit code",
                    status.and_then(|status| status.code()),
                    Some(code),
                );
            }
        });
        if ended_before {
            return;
        }
    }
}

fn at_the_limit_the_program_is_waited_for() {
    promise("and the program is waited for, so that it is no zombie: [`Ended::Killed`].");
    if_it_hangs("a program that hangs goes on doing so until it is killed");
    at_its_limit(Worker::hangs(), 1, |gate, ended| {
        gate.all_ended();
        promise("It was killed at the limit, and this is the exit status that it had then.");
        let told = matches!(ended, Ended::Killed(status) if status.signal() == Some(9));
        holds(
            told,
            Kind::WrongResult,
            &format!("what came back for a program that was killed is `{ended:?}`"),
            "this is not how it ended: signal 9 did it, and the system tells who waits for it",
        );
        promise("and the program is waited for, so that it is no zombie: [`Ended::Killed`].");
        gate.all_reaped();
    });
}

fn nothing_of_the_group_outlives_a_future_that_is_dropped() {
    promise("If this future is dropped before, the whole group is killed, too.");
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
