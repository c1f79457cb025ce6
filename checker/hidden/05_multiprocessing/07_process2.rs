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
            let output = filter(echo(&gate, "echo"), input.to_vec()).await;
            gate.processes_are(before + 1);
            equal("the output", output, Ok(gate.echo_of(input)));
        }
    });
}

fn a_filter_may_write_while_it_reads() {
    if_it_hangs(PIPES);
    look_at("who reads while you write, and who writes while you read?");
    real_time(async || {
        let (gate, much) = (Gate::of(1), bytes(1 << 20));
        let output = filter(echo(&gate, "echo"), much.clone()).await;
        gate.processes_are(1);
        let length = output.as_ref().map(Vec::len);
        equal("the length of the output", length, Ok(much.len()));
        let the_same = output == Ok(gate.echo_of(&much));
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
        let output = filter(says.into(), bytes(1 << 20)).await;
        gate.processes_are(1);
        let length = output.as_ref().map(Vec::len);
        equal("the length of the output", length, Ok(text.len() + 1));
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
        let (tea, cups) = join!(
            filter(echo(&gate, "tea"), b"tea".to_vec()),
            filter(echo(&gate, "cups"), b"cups".to_vec()),
        );
        gate.processes_are(2);
        equal("the first output", tea, Ok(gate.echo_of(b"tea")));
        equal("the second output", cups, Ok(gate.echo_of(b"cups")));
        gate.all_ended();
    });
}
