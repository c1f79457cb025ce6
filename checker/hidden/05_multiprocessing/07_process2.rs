//! `filter` writes and reads at the same time, and blocks nobody.

use lab::{Worker, ms};
use proof::prelude::*;
use tokio::join;
use tokio::process::Command;
use tokio::time::sleep;

proof::main!(
    a_filter_is_told_the_end_of_its_input,
    a_filter_may_write_while_it_reads,
    a_filter_may_end_before_it_has_read_everything,
    two_filters_work_at_the_same_time_on_one_thread,
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

fn two_filters_work_at_the_same_time_on_one_thread() {
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
