//! `filter` writes and reads at the same time, and blocks nobody.
// no promise: "When it has closed its output, the rest of the input need not be sent." It is allowed, and not asked for.
// no promise: "It is up to you whether its end is waited for then." Both are right.
// no promise: "It starts no other programs." It is the test that keeps this.

use lab::{Worker, ms};
use proof::comes_true;
use proof::prelude::*;
use std::os::unix::process::CommandExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use tokio::join;
use tokio::process::Command;
use tokio::time::sleep;

proof::main!(
    a_filter_is_told_the_end_of_its_input,
    a_filter_may_write_while_it_reads,
    a_filter_may_write_everything_before_it_reads,
    a_filter_may_read_everything_before_it_writes,
    a_filter_may_end_before_it_has_read_everything,
    a_filter_may_close_its_input_and_go_on_writing,
    a_filter_may_write_whatever_it_reads,
    nothing_of_the_standard_error_is_returned,
    a_filter_that_cannot_be_started_is_an_error,
    whatever_the_exit_code_is_it_is_no_error,
    two_filters_work_at_the_same_time_on_one_thread,
    the_thread_is_free_while_a_filter_works,
    the_thread_is_free_while_a_filter_lives_on,
);

const PIPES: &str = "a pipe holds 64 KiB; who has filled one waits for its reader, and here each of the two programs waits for the other";

/// Bytes of every kind, which are not text.
fn bytes(length: usize) -> Vec<u8> {
    (0..=u8::MAX).cycle().take(length).collect()
}

/// What became of it; few people would read so many bytes.
async fn filter(command: Command, input: Vec<u8>) -> Result<Vec<u8>, String> {
    let output = exercise::filter(command, input).await;
    output.map_err(|error| error.to_string())
}

fn echo(gate: &Gate, name: &str) -> Command {
    gate.worker(name, Worker::echoes()).command().into()
}

fn a_filter_is_told_the_end_of_its_input() {
    promise(
        "send it `input` on its standard input, close that, and return all the bytes that it writes to its standard output.",
    );
    if_it_hangs(
        "the program reads until its input ends, and that is when nobody holds the other end of the pipe any more",
    );
    real_time(async || {
        let gate = Gate::of(1);
        for (before, input) in [&b"tea\n\xff\ncups"[..], b""].into_iter().enumerate() {
            let wanted = expected("the output", Ok::<_, String>(gate.echo_of(input)));
            let output = filter(echo(&gate, "echo"), input.to_vec()).await;
            gate.processes_are(before + 1);
            wanted.is(output);
        }
    });
}

fn a_filter_may_write_while_it_reads() {
    promise("it may write before it has read everything.");
    if_it_hangs(PIPES);
    look_at("who reads while you write, and who writes while you read?");
    real_time(async || {
        let (gate, much) = (Gate::of(1), bytes(1 << 20));
        let wanted = expected("the length of the output", Ok::<_, String>(much.len()));
        let echo_of_much = gate.echo_of(&much);
        let output = filter(echo(&gate, "echo"), much).await;
        gate.processes_are(1);
        wanted.is(output.as_ref().map(Vec::len));
        let the_same = output == Ok(echo_of_much);
        let observed = "other bytes came back than the program wrote";
        holds(the_same, Kind::WrongResult, observed, "some got lost");
    });
}

fn a_filter_may_end_before_it_has_read_everything() {
    promise("It may also end before it has read everything; that is no error, it had enough.");
    if_it_hangs(PIPES);
    look_at("what does writing give when nobody reads any more, and where does that go?");
    real_time(async || {
        // It does not read, and nobody could fill its pipe and be done.
        let (gate, text) = (Gate::of(1), Gate::text(200_000));
        let says = gate.worker("much", Worker::says(&text)).command();
        let length = Ok::<_, String>(text.len() + 1);
        let wanted = expected("the length of the output", length);
        let output = filter(says.into(), bytes(1 << 20)).await;
        gate.processes_are(1);
        wanted.is(output.as_ref().map(Vec::len));
        let the_same = output == Ok(format!("{text}\n").into_bytes());
        let observed = "other bytes came back than the program wrote";
        holds(the_same, Kind::WrongResult, observed, "some got lost");
        // Who writes beside this task may only now hear that nobody reads.
        sleep(ms(50)).await;
    });
}

/// What comes back from a program that does this, which is `wanted`.
fn comes_back(gate: &Gate, script: &Script, input: &[u8], wanted: &[u8]) {
    let worker = gate.worker("a filter", script.worker());
    let input = input.to_vec();
    let before = gate.arrivals();
    let told = expected("the length of the output", Ok::<_, String>(wanted.len()));
    real_time(async || {
        let output = filter(worker.command().into(), input).await;
        equal("the number of processes", gate.arrivals(), before + 1);
        told.is(output.as_ref().map(Vec::len));
        let the_same = output.as_deref() == Ok(wanted);
        let observed = "other bytes came back than the program wrote";
        holds(
            the_same,
            Kind::WrongResult,
            observed,
            "some got lost, or came from elsewhere",
        );
    });
}

/// More than a pipe holds, to each side.
fn a_filter_may_write_everything_before_it_reads() {
    promise("it may write before it has read everything.");
    if_it_hangs(PIPES);
    look_at("who reads while you write, and who writes while you read?");
    let (gate, word) = (Gate::of(1), Gate::word());
    let script = Script::new().writes_much(word.as_bytes(), 200_000);
    let script = script.reads_all();
    let wanted: Vec<u8> = word.bytes().cycle().take(200_000).collect();
    for sent in [70_000, 130_000] {
        comes_back(&gate, &script, &bytes(sent), &wanted);
    }
}

/// As `sort` does.
fn a_filter_may_read_everything_before_it_writes() {
    promise("Nobody knows when the program reads and when it writes, nor how much");
    if_it_hangs(PIPES);
    let (gate, much) = (Gate::of(1), bytes(1 << 20));
    let script = Script::new().reads_all().returns_it();
    comes_back(&gate, &script, &much, &gate.echo_of(&much));
    comes_back(&gate, &script, b"tea", &gate.echo_of(b"tea"));
}

/// As `head` does, which then writes more than a pipe holds.
fn a_filter_may_close_its_input_and_go_on_writing() {
    promise("return all the bytes that it writes to its standard output.");
    if_it_hangs(PIPES);
    look_at("the program wants no more input: is it at its end, too?");
    let (gate, word) = (Gate::of(1), Gate::word());
    let script = Script::new().reads(10).closes_its_input();
    let script = script.writes_much(word.as_bytes(), 300_000);
    let wanted: Vec<u8> = word.bytes().cycle().take(300_000).collect();
    comes_back(&gate, &script, &bytes(1 << 20), &wanted);
}

/// It reads nothing, whether something is sent or not.
fn a_filter_may_write_whatever_it_reads() {
    promise("Nobody knows when the program reads and when it writes, nor how much");
    look_at("what is done when there is nothing to send?");
    let (gate, word) = (Gate::of(1), Gate::word());
    let script = Script::new().writes(word.as_bytes());
    comes_back(&gate, &script, b"", word.as_bytes());
    comes_back(&gate, &script, b"tea", word.as_bytes());
}

/// However much that is.
fn nothing_of_the_standard_error_is_returned() {
    promise("return all the bytes that it writes to its standard output.");
    if_it_hangs(
        "the program waits for somebody who reads its standard error, and here somebody waits for its end",
    );
    look_at("where does its standard error go?");
    let (gate, word) = (Gate::of(1), Gate::word());
    let few = Script::new().complains(b"beware").writes(word.as_bytes());
    comes_back(&gate, &few, b"tea", word.as_bytes());
    let gate = Gate::of(1);
    let much = Script::new()
        .complains_much(150_000)
        .writes(word.as_bytes());
    comes_back(
        &gate,
        &much.complains_much(150_000),
        b"tea",
        word.as_bytes(),
    );
}

fn whatever_the_exit_code_is_it_is_no_error() {
    promise("Nor is an exit code that is not 0.");
    let (gate, word) = (Gate::of(1), Gate::word());
    let script = Script::new().reads_all().writes(word.as_bytes());
    let script = script.exits(Gate::code());
    comes_back(&gate, &script, b"tea", word.as_bytes());
}

fn a_filter_that_cannot_be_started_is_an_error() {
    promise(
        "An error means that the program could not be started, or its pipes could not be used.",
    );
    real_time(async || {
        let output = filter(Command::new("/there/is/no/such/program"), b"tea".to_vec()).await;
        holds(
            output.is_err(),
            Kind::WrongResult,
            "the program does not exist, and what came back for it is no error",
            "whoever called this takes it for what the program has written",
        );
    });
}

fn two_filters_work_at_the_same_time_on_one_thread() {
    promise("Other tasks on this thread go on meanwhile");
    look_at("what holds the thread until the program has ended?");
    real_time(async || {
        let gate = Gate::of(2);
        let echo_of = |input: &[u8]| Ok::<_, String>(gate.echo_of(input));
        let first = expected("the first output", echo_of(b"tea"));
        let second = expected("the second output", echo_of(b"cups"));
        let (tea, cups) = join!(
            filter(echo(&gate, "tea"), b"tea".to_vec()),
            filter(echo(&gate, "cups"), b"cups".to_vec()),
        );
        gate.processes_are(2);
        first.is(tea);
        second.is(cups);
        gate.all_ended();
    });
}

/// From the moment on at which the program is there: to start it takes its time.
fn the_thread_is_free_while_a_filter_works() {
    promise("Other tasks on this thread go on meanwhile");
    let (gate, is_watched) = (Gate::that_holds("tea"), AtomicBool::new(false));
    let wanted = expected("the output", Ok::<_, String>(gate.echo_of(b"tea")));
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
                never_blocks("Other tasks on this thread go on meanwhile");
                is_watched.store(true, Ordering::SeqCst);
            };
            let (tea, ()) = join!(filter(echo(&gate, "tea"), b"tea".to_vec()), is_there);
            wanted.is(tea);
        });
    });
}

/// It closes its output and goes on, until somebody kills it who has waited for a while.
fn the_thread_is_free_while_a_filter_lives_on() {
    promise(
        "Other tasks on this thread go on meanwhile, also while a program runs on that has closed its output.",
    );
    let gate = Arc::new(Gate::that_holds("tea"));
    let script = Script::new().closes_its_outputs().hangs();
    let mut command = gate.worker("tea", script.worker()).command();
    // It leads a group, which can be killed from here.
    command.process_group(0);
    let (is_watched, is_over) = (Flag::default(), Flag::default());
    let somebody = thread::spawn({
        let (gate, is_watched, is_over) = (gate.clone(), is_watched.clone(), is_over.clone());
        move || {
            while !is_watched.load(Ordering::SeqCst) {
                thread::sleep(ms(1));
            }
            gate.lets_go_after(0);
            comes_true(ms(400), || is_over.load(Ordering::SeqCst));
            let _ = gate.pids().first().map(|pid| lab::kill_group(*pid));
        }
    });
    real_time(async || {
        let is_there = async {
            while gate.arrivals() == 0 {
                sleep(ms(1)).await;
            }
            never_blocks(
                "Other tasks on this thread go on meanwhile, also while a program runs on that has closed its output.",
            );
            is_watched.store(true, Ordering::SeqCst);
        };
        let _ = join!(filter(command.into(), b"tea".to_vec()), is_there);
        is_over.store(true, Ordering::SeqCst);
    });
    let _ = somebody.join();
}

type Flag = Arc<AtomicBool>;
