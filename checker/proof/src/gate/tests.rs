use super::*;
use crate::refusal::{accepts, refuses};
use crate::{equal, real_time};
use rustix::process::Pid;
use std::process::{Child, Command, Stdio};
use tokio::time::timeout;

const NAMES: [&str; 3] = ["north", "south", "west"];

fn three(gate: &Gate) -> Vec<Command> {
    let workers = NAMES.map(|name| gate.worker(name, Worker::says(name)));
    workers.iter().map(Worker::command).collect()
}

fn spawn(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).spawn().expect("it starts")
}

fn said(child: Child) -> String {
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("it is text")
}

#[test]
fn processes_that_run_at_once_pass() {
    accepts(|| {
        let gate = Gate::of(3);
        let children: Vec<_> = three(&gate).into_iter().map(spawn).collect();
        let said: Vec<_> = children.into_iter().map(said).collect();
        equal("what they said", said, ["north\n", "south\n", "west\n"]);
        gate.processes_are(3);
        gate.all_reaped();
    });
}

#[test]
fn processes_that_are_awaited_one_by_one_are_refused() {
    refuses(
        Kind::NotConcurrent,
        "`north` waited for the others, but only 1 of 3",
        || {
            let gate = Gate::with(3, ms(100), None, &[]);
            for command in three(&gate) {
                said(spawn(command));
            }
            gate.processes_are(3);
        },
    );
}

#[test]
fn the_number_of_processes_is_seen() {
    refuses(Kind::NotConcurrent, "1 process came by, expected 3", || {
        let gate = Gate::of(1);
        said(spawn(three(&gate).remove(0)));
        gate.processes_are(3);
    });
    let two = || {
        let gate = Gate::of(1);
        let commands = three(&gate).into_iter().take(2);
        commands.for_each(|command| drop(said(spawn(command))));
        gate
    };
    accepts(|| two().processes_are(2));
    refuses(
        Kind::NotConcurrent,
        "2 processes came by, expected 3",
        || {
            two().processes_are(3);
        },
    );
    refuses(
        Kind::TooConcurrent,
        "2 processes came by, expected 1",
        || {
            two().processes_are(1);
        },
    );
}

/// A process that hangs, which `end` deals with.
fn hanging(worker: Worker, guests: usize, end: impl FnOnce(&mut Child)) {
    let gate = Gate::of(guests);
    let mut child = spawn(gate.worker("north", worker).command());
    while gate.arrivals() < guests {
        thread::yield_now();
    }
    end(&mut child);
    let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| gate.all_reaped()));
    // Nothing of this test stays behind.
    let _ = child.kill();
    let _ = child.wait();
    if let Err(refused) = seen {
        std::panic::resume_unwind(refused);
    }
}

#[test]
fn a_process_that_is_killed_and_waited_for_leaves_nothing() {
    accepts(|| {
        hanging(Worker::hangs(), 1, |child| {
            child.kill().expect("it runs");
            child.wait().expect("it is ours");
        });
    });
}

#[test]
fn a_process_that_is_killed_and_not_waited_for_is_a_zombie() {
    refuses(
        Kind::Leaks,
        "`north` has ended, but nobody asked how",
        || {
            hanging(Worker::hangs(), 1, |child| child.kill().expect("it runs"));
        },
    );
}

/// A process that answers a frame, and then stays.
fn after_a_frame(end: impl FnOnce(&mut Child)) {
    let gate = Gate::of(1);
    let mut command = gate.worker("north", Worker::answers_frames()).command();
    command.stdin(Stdio::piped());
    let mut child = spawn(command);
    let mut stdin = child.stdin.take().expect("it is piped");
    std::io::Write::write_all(&mut stdin, b"\0\0\0\x03tea").expect("it reads");
    let mut answer = [0; 7];
    let stdout = child.stdout.as_mut().expect("it is piped");
    std::io::Read::read_exact(stdout, &mut answer).expect("it answers");
    end(&mut child);
    let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| gate.all_reaped()));
    drop(stdin);
    let _ = child.wait();
    if let Err(refused) = seen {
        std::panic::resume_unwind(refused);
    }
}

#[test]
fn who_has_answered_all_frames_has_to_end_too() {
    accepts(|| {
        after_a_frame(|child| {
            child.kill().expect("it runs");
            child.wait().expect("it is ours");
        });
    });
    refuses(Kind::Leaks, "`job tea` is still running", || {
        after_a_frame(|_| {});
    });
}

#[test]
fn a_process_that_is_left_is_still_running() {
    refuses(Kind::Leaks, "the process `north` is still running", || {
        hanging(Worker::hangs(), 1, |_| {});
    });
}

#[test]
fn what_a_process_has_started_outlives_it_unless_the_group_is_ended() {
    use std::os::unix::process::CommandExt;

    let run = |whole_group: bool| {
        let gate = Gate::of(2);
        let mut command = gate.worker("north", Worker::hangs().with_child()).command();
        command.process_group(0);
        let mut child = spawn(command);
        while gate.arrivals() < 2 {
            thread::yield_now();
        }
        let group = Pid::from_child(&child);
        let kill_group =
            || rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        match whole_group {
            true => kill_group().expect("it is ours"),
            false => child.kill().expect("it runs"),
        }
        child.wait().expect("it is ours");
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| gate.all_reaped()));
        // The leader is gone, but the group is there as long as one is in it.
        let _ = kill_group();
        if let Err(refused) = seen {
            std::panic::resume_unwind(refused);
        }
    };
    accepts(|| run(true));
    refuses(Kind::Leaks, "`child of north` is still running", || {
        run(false)
    });
}

#[test]
fn the_first_one_dies_and_the_second_goes_on() {
    use std::os::unix::process::ExitStatusExt;

    accepts(|| {
        let gate = Gate::that_kills_the_first(1, "north");
        let worker = gate.worker("north", Worker::says("tea"));
        let first = worker.command().status().expect("it starts");
        equal("the signal", first.signal(), Some(6));
        equal("the second", said(spawn(worker.command())), "tea\n");
        gate.processes_are(2);
    });
}

#[test]
fn processes_of_tokio_are_seen_too() {
    let run = |kill: bool| {
        real_time(async move || {
            let gate = Gate::of(1);
            let mut command =
                tokio::process::Command::from(gate.worker("north", Worker::hangs()).command());
            let mut child = command.kill_on_drop(true).spawn().expect("it starts");
            assert!(timeout(ms(100), child.wait()).await.is_err());
            if kill {
                child.kill().await.expect("it is ours");
            }
            gate.all_reaped();
        });
    };
    accepts(|| run(true));
    refuses(Kind::Leaks, "the process `north` is still running", || {
        run(false)
    });
}

/// Three processes, of which `north` is held until two others have left.
fn behind_north(run: impl FnOnce(&mut [Command])) {
    let gate = Gate::that_holds("north");
    let mut commands = three(&gate);
    thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(2));
        run(&mut commands);
    });
}

#[test]
fn who_is_held_leaves_when_the_others_have_left() {
    accepts(|| {
        behind_north(|commands| {
            let (held, others) = commands.split_at_mut(1);
            let mut held = held[0].spawn().expect("it starts");
            for other in others {
                assert!(other.output().expect("it starts").status.success());
            }
            assert!(held.wait().expect("it ends").success());
        });
    });
    accepts(|| {
        behind_north(|commands| {
            let spawned = commands.iter_mut().map(|command| command.spawn());
            let children: Vec<_> = spawned.collect::<Result<_, _>>().expect("they start");
            // The others have ended, and nobody asks how before the first has.
            for mut child in children {
                assert!(child.wait().expect("it ends").success());
            }
        });
    });
}

#[test]
fn who_waits_for_the_one_that_is_held_is_refused() {
    refuses(
        Kind::NotConcurrent,
        "while `north` took its time, none of the other 2 was done",
        || {
            behind_north(|commands| {
                for command in commands {
                    assert!(command.output().expect("it starts").status.success());
                }
            });
        },
    );
}

#[test]
fn who_never_comes_holds_up_nobody() {
    accepts(|| {
        let gate = Gate::with(1, ms(50), Some(Special::IsHeld("north".to_owned())), &[]);
        gate.lets_go_after(2);
    });
}

#[test]
fn the_one_that_is_held_can_die_when_the_others_have_left() {
    use std::os::unix::process::ExitStatusExt;

    accepts(|| {
        let gate = Gate::that_holds_and_kills("north");
        let mut commands = three(&gate);
        thread::scope(|scope| {
            scope.spawn(|| gate.lets_go_after(2));
            let mut held = commands[0].spawn().expect("it starts");
            for other in &mut commands[1..] {
                assert!(other.output().expect("it starts").status.success());
            }
            equal(
                "the signal",
                held.wait().expect("it ends").signal(),
                Some(6),
            );
            assert!(commands[0].status().expect("it starts").success());
        });
        gate.processes_are(4);
    });
}

#[test]
fn who_hangs_up_a_moment_before_it_ends_is_a_zombie_all_the_same() {
    use std::sync::mpsc;

    refuses(Kind::Leaks, "has ended, but nobody asked how", || {
        let gate = Gate::of(1);
        let worker = gate.worker("north", Worker::answers_frames());
        let mut command = worker.command();
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        std::io::Write::write_all(&mut stdin, b"\0\0\0\x03tea").expect("it reads");
        while gate.arrivals() < 1 {
            thread::yield_now();
        }
        gate.all_ended();
        let (tell, told) = mpsc::channel::<()>();
        let ender = thread::spawn(move || {
            let _ = told.recv_timeout(ms(50));
            // At the end of its input, it ends.
            drop(stdin);
        });
        let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| gate.all_reaped()));
        drop(tell);
        assert!(ender.join().is_ok());
        let _ = child.wait();
        if let Err(refused) = seen {
            std::panic::resume_unwind(refused);
        }
    });
}

#[test]
fn each_of_the_first_ones_has_its_fate() {
    use std::os::unix::process::ExitStatusExt;

    accepts(|| {
        let gate = Gate::with_fates(&[Fate::Aborts, Fate::GoesOn, Fate::Exits(3)]);
        let worker = gate.worker("north", Worker::says("tea"));
        let status = || worker.command().stdout(Stdio::null()).status();
        let ended: Vec<_> = (0..4).map(|_| status().expect("it starts")).collect();
        let ended: Vec<_> = ended.iter().map(|end| (end.code(), end.signal())).collect();
        let well = (Some(0), None);
        equal(
            "how they ended",
            ended,
            [(None, Some(6)), well, (Some(3), None), well],
        );
        gate.processes_are(4);
        gate.all_reaped();
    });
}
