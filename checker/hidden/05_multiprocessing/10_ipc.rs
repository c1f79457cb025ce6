//! `answer_all` has three processes share its jobs, and loses none of either.

use lab::{Worker, ms};
use proof::prelude::*;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::thread;

proof::main!(
    a_frame_is_its_length_and_its_bytes,
    a_frame_is_read_however_it_comes,
    three_processes_share_the_jobs_at_the_same_time,
    every_worker_has_ended_and_has_been_waited_for,
    nobody_waits_behind_a_slow_job,
    the_job_of_a_worker_that_dies_is_done_by_another_one,
    the_last_job_of_all_is_not_lost_either,
    a_job_may_be_any_bytes,
);

const ENDS: &str = "a worker ends when its input ends, and that is when nobody holds the other end of the pipe any more";

/// Takes three bytes at a time, and hands them on when it is flushed.
#[derive(Default)]
struct SlowWriter {
    kept: Vec<u8>,
    sent: Vec<u8>,
}

impl Write for SlowWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(3);
        self.kept.extend(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sent.append(&mut self.kept);
        Ok(())
    }
}

/// Gives two bytes at a time, then nothing more.
struct SlowReader(VecDeque<u8>);

impl Read for SlowReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(2);
        self.0.read(&mut buffer[..most])
    }
}

fn slow(bytes: &[u8]) -> SlowReader {
    SlowReader(bytes.iter().copied().collect())
}

/// The answers of a pool, as text.
fn answer_all(gate: &Gate, jobs: &[&str]) -> Vec<String> {
    let worker = at(gate);
    let jobs = jobs.iter().map(|job| Vec::from(*job)).collect();
    match within(ms(4_000), "answer_all", || {
        exercise::answer_all(&worker, jobs)
    }) {
        Ok(answers) => answers.iter().map(|answer| text(answer)).collect(),
        Err(error) => vec![format!("an error: {error}")],
    }
}

/// A worker turns the bytes of a job round, and adds what only it can know.
fn answers_to(jobs: &[&str], gate: &Gate) -> proof::Expected {
    let answer = |job: &&str| text(&gate.answer_to(job.as_bytes()));
    let answers: Vec<String> = jobs.iter().map(answer).collect();
    expected("what was answered", answers)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn at(gate: &Gate) -> Worker {
    gate.worker("a worker", Worker::answers_frames())
}

fn a_frame_is_its_length_and_its_bytes() {
    look_at("how much of a buffer does one `write` take, and when does it leave?");
    let mut out = SlowWriter::default();
    for bytes in [&b"tea\ncups\n"[..], b"", b"milk"] {
        let written = exercise::write_frame(&mut out, bytes).is_ok();
        holds(
            written,
            Kind::WrongResult,
            "a frame could not be written",
            "the writer works, though it takes few bytes at a time",
        );
    }
    let frames = b"\0\0\0\x09tea\ncups\n\0\0\0\0\0\0\0\x04milk";
    let (sent, want) = (out.sent.escape_ascii(), frames.escape_ascii());
    equal("what was sent", sent.to_string(), want.to_string());
    let mut long = Vec::new();
    let written = exercise::write_frame(&mut long, &[b'x'; 300]).is_ok();
    let length = long.get(..4).filter(|_| written).map(<[u8]>::to_vec);
    equal("the length of 300 bytes", length, Some(vec![0, 0, 1, 44]));
}

fn a_frame_is_read_however_it_comes() {
    look_at("how much does one `read` give, and what does it give at the end?");
    let mut input = slow(b"\0\0\0\x09tea\ncups\n\0\0\0\0\0\0\0\x04milk");
    for want in ["tea\ncups\n", "", "milk"] {
        let frame = exercise::read_frame(&mut input);
        let frame = frame.map(|bytes| bytes.escape_ascii().to_string());
        let want = want.as_bytes().escape_ascii().to_string();
        equal(
            "a frame",
            frame.map_err(|error| error.to_string()),
            Ok(want),
        );
    }
    for cut in [&b""[..], b"\0\0", b"\0\0\0\x04mi"] {
        let frame = exercise::read_frame(&mut slow(cut)).ok();
        equal("a frame whose end is missing", frame, None);
    }
}

fn three_processes_share_the_jobs_at_the_same_time() {
    if_it_hangs(ENDS);
    let gate = Gate::of(3);
    let jobs = ["a1", "b2", "c3", "d4", "e5", "f6", "g7"];
    let wanted = answers_to(&jobs, &gate);
    let answers = answer_all(&gate, &jobs);
    gate.processes_are(3);
    wanted.is(answers);
    gate.all_ended();
}

fn every_worker_has_ended_and_has_been_waited_for() {
    if_it_hangs(ENDS);
    look_at("what ends a worker, and who waits for it?");
    let gate = Gate::of(3);
    answer_all(&gate, &["a1", "b2", "c3", "d4"]);
    gate.processes_are(3);
    gate.all_reaped();
}

fn nobody_waits_behind_a_slow_job() {
    let gate = Gate::that_holds("slow");
    let jobs = ["slow", "a1", "b2", "c3", "d4", "e5", "f6"];
    let wanted = answers_to(&jobs, &gate);
    let answers = thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(6));
        answer_all(&gate, &jobs)
    });
    wanted.is(answers);
}

fn the_job_of_a_worker_that_dies_is_done_by_another_one() {
    look_at("a worker that has died: who has its job, and who waits for its process?");
    if_it_hangs("a worker that has died gives no answer, and somebody is waiting for one");
    let gate = Gate::that_kills_the_first(1, "b2");
    let jobs = ["a1", "b2", "c3", "d4", "e5"];
    let wanted = answers_to(&jobs, &gate);
    let answers = answer_all(&gate, &jobs);
    wanted.is(answers);
    equal("how often a job was begun", gate.arrivals(), 6);
    gate.all_reaped();
}

fn the_last_job_of_all_is_not_lost_either() {
    look_at("a job that comes back when all others are done: who is left to do it?");
    // Its worker dies when the others have nothing to do any more.
    let gate = Gate::that_holds_and_kills("c3");
    let jobs = ["a1", "b2", "c3"];
    let wanted = answers_to(&jobs, &gate);
    let answers = thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(2));
        answer_all(&gate, &jobs)
    });
    wanted.is(answers);
    gate.all_reaped();
}

fn a_job_may_be_any_bytes() {
    let gate = Gate::of(1);
    let long: Vec<u8> = (0..=u8::MAX).cycle().take(1 << 20).collect();
    let jobs = vec![Vec::new(), long, b"\n\n\xff\n".to_vec()];
    let want: Vec<Vec<u8>> = jobs.iter().map(|job| gate.answer_to(job)).collect();
    let lengths = |answers: &[Vec<u8>]| answers.iter().map(Vec::len).collect::<Vec<_>>();
    let wanted = expected(
        "the lengths of the answers",
        Ok::<_, String>(lengths(&want)),
    );
    let worker = at(&gate);
    let answers = within(ms(4_000), "answer_all", || {
        exercise::answer_all(&worker, jobs)
    });
    let answers = answers.map_err(|error| error.to_string());
    wanted.is(answers.as_ref().map(|answers| lengths(answers)));
    let the_same = answers == Ok(want);
    let observed = "the answers have other bytes than the workers wrote";
    holds(the_same, Kind::WrongResult, observed, "some got lost");
}
