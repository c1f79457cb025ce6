//! `answer_all` has three processes share its jobs, and loses none of either.
// no promise: "A worker may die in the middle of its job." What becomes of the job is one.
// no promise: "It is answered then: no job has two workers die." It is the test that keeps this.

use lab::{Worker, ms};
use proof::prelude::*;
use std::collections::VecDeque;
use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

proof::main!(
    a_frame_is_its_length_and_its_bytes,
    a_frame_is_read_however_it_comes,
    a_read_that_was_interrupted_is_tried_again,
    an_error_of_the_pipe_is_an_error,
    three_processes_share_the_jobs_at_the_same_time,
    every_worker_has_ended_and_has_been_waited_for,
    nobody_waits_behind_a_slow_job,
    there_may_be_fewer_jobs_than_workers,
    the_job_of_a_worker_that_dies_is_done_by_another_one,
    what_a_worker_had_done_before_it_died_is_not_done_again,
    several_workers_may_die,
    the_last_job_of_all_is_not_lost_either,
    a_worker_that_cannot_be_started_is_an_error,
    a_job_may_be_any_bytes,
);

/// Other programs on a busy machine may keep processes from running for seconds.
const PATIENCE: Duration = ms(9_000);

const ENDS: &str = "a worker ends when its input ends, and that is when nobody holds the other end of the pipe any more";

const BEGUN: &str = "how often a job was begun";

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
struct SlowReader {
    bytes: VecDeque<u8>,
    signals: Option<u32>,
}

impl Read for SlowReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        signal(&mut self.signals)?;
        let most = buffer.len().min(2);
        self.bytes.read(&mut buffer[..most])
    }
}

fn slow(bytes: &[u8]) -> SlowReader {
    SlowReader {
        bytes: bytes.iter().copied().collect(),
        signals: None,
    }
}

/// Where calls are counted, a signal interrupts every other one.
fn signal(calls: &mut Option<u32>) -> io::Result<()> {
    let Some(calls) = calls else { return Ok(()) };
    *calls += 1;
    match *calls % 2 {
        1 => Err(io::ErrorKind::Interrupted.into()),
        _ => Ok(()),
    }
}

/// It takes so many bytes and no more. It can neither be read nor flushed.
struct Broken(usize);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl Write for Broken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

/// The answers of a pool, as text.
fn answer_all(gate: &Gate, jobs: &[&str]) -> Vec<String> {
    let worker = at(gate);
    let jobs = jobs.iter().map(|job| Vec::from(*job)).collect();
    match within(PATIENCE, "answer_all", || {
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
    promise(
        "the length of `bytes` as four bytes, the highest first, and then `bytes`, however little `out` takes at a time.",
    );
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
    equal("what was sent", bytes(&out.sent), bytes(frames));
    for (bytes, length) in [(300, [0, 0, 1, 44]), (70_000, [0, 1, 0x11, 0x70])] {
        let mut long = Vec::new();
        let written = exercise::write_frame(&mut long, &vec![b'x'; bytes]).is_ok();
        let first = long.get(..4).filter(|_| written).map(<[u8]>::to_vec);
        let what = format!("the length of a frame of {bytes} bytes");
        equal(&what, first, Some(length.to_vec()));
        equal("the number of bytes that were sent", long.len(), bytes + 4);
    }
}

fn a_read_that_was_interrupted_is_tried_again() {
    promise(
        "No error is a read that was interrupted (`ErrorKind::Interrupted`): it is tried again.",
    );
    look_at("which errors say that something is wrong, and which one says `not yet`?");
    let mut input = SlowReader {
        signals: Some(0),
        ..slow(b"\0\0\0\x0ctea and cups")
    };
    let frame = exercise::read_frame(&mut input).map(bytes);
    let frame = frame.map_err(|error| error.to_string());
    equal("the frame", frame, Ok(bytes("tea and cups")));
}

/// Also if it comes in the middle, or at the very end.
fn an_error_of_the_pipe_is_an_error() {
    promise("If this fails, the worker is dead.");
    let means = "whoever asked for it takes the worker for one that lives";
    let writes = |most: usize| {
        let written = within(ms(3_000), "write_frame", || {
            exercise::write_frame(&mut Broken(most), b"tea")
        });
        written.is_err()
    };
    is_an_error("cannot be flushed", writes(7), means);
    for most in [0, 2, 4, 6] {
        is_an_error(&format!("takes {most} bytes of 7"), writes(most), means);
    }
    let read = exercise::read_frame(&mut Broken(0));
    is_an_error("cannot be read", read.is_err(), means);
}

fn is_an_error(seen: &str, is_err: bool, means: &str) {
    let observed = format!("a pipe that {seen} gave no error");
    holds(is_err, Kind::WrongResult, &observed, means);
}

fn a_frame_is_read_however_it_comes() {
    promise(
        "Read one frame from `input`, and nothing after it; return its bytes. They may come in pieces of any size.",
    );
    look_at("how much does one `read` give, and what does it give at the end?");
    let mut input = slow(b"\0\0\0\x09tea\ncups\n\0\0\0\0\0\0\0\x04milk");
    for want in ["tea\ncups\n", "", "milk"] {
        let frame = exercise::read_frame(&mut input).map(bytes);
        equal(
            "a frame",
            frame.map_err(|error| error.to_string()),
            Ok(bytes(want)),
        );
    }
    let long: Vec<u8> = (0..=u8::MAX).cycle().take(70_000).collect();
    let mut input = VecDeque::from_iter([&[0, 1, 0x11, 0x70][..], &long, b"rest"].concat());
    let frame = exercise::read_frame(&mut input).ok();
    equal(
        "whether a frame of 70000 bytes was read",
        frame == Some(long),
        true,
    );
    equal(
        "what is left behind it",
        *input.make_contiguous() == *b"rest",
        true,
    );
    promise("An input that ends before the frame does is an error.");
    for cut in [&b""[..], b"\0\0", b"\0\0\0\x04", b"\0\0\0\x04mi"] {
        let frame = exercise::read_frame(&mut slow(cut)).map(bytes).ok();
        equal("a frame whose end is missing", frame, None);
    }
}

fn three_processes_share_the_jobs_at_the_same_time() {
    promise(
        "Have all `jobs` answered by a pool of [`WORKERS`] processes, and return the answers in the order of `jobs`.",
    );
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
    promise("When the answers are returned, every process has ended and has been waited for.");
    if_it_hangs(ENDS);
    look_at("what ends a worker, and who waits for it?");
    let gate = Gate::of(3);
    answer_all(&gate, &["a1", "b2", "c3", "d4"]);
    gate.processes_are(3);
    gate.all_reaped();
}

/// One job, or two; the first, or the last.
fn nobody_waits_behind_a_slow_job() {
    promise("whichever has time takes the next one, so none waits behind a job that is slow.");
    for jobs in [
        ["slow", "a1", "b2", "c3", "d4", "e5", "f6"],
        ["slow", "a1", "slow too", "b2", "c3", "d4", "e5"],
        ["a1", "b2", "c3", "slow", "d4", "e5", "slow too"],
    ] {
        let gate = Gate::that_holds("slow");
        let others = jobs.iter().filter(|job| !job.contains("slow")).count();
        let wanted = answers_to(&jobs, &gate);
        let answers = thread::scope(|scope| {
            scope.spawn(|| gate.lets_go_after(others));
            answer_all(&gate, &jobs)
        });
        wanted.is(answers);
        gate.all_reaped();
    }
}

/// None, one, two; and two that are equal.
fn there_may_be_fewer_jobs_than_workers() {
    promise("return the answers in the order of `jobs`.");
    if_it_hangs(ENDS);
    for jobs in [&[][..], &["a1"], &["a1", "b2"], &["a1", "a1", "b2", "a1"]] {
        let gate = Gate::of(1);
        let wanted = answers_to(jobs, &gate);
        let begun = expected(BEGUN, jobs.len());
        wanted.is(answer_all(&gate, jobs));
        begun.is(gate.arrivals());
        gate.all_reaped();
    }
}

/// Two jobs are slow, so that one worker has done all others when it dies.
fn what_a_worker_had_done_before_it_died_is_not_done_again() {
    promise("That job, and no other, then goes to another worker");
    look_at("a worker that has died: which of its jobs are still to be done?");
    let jobs = ["slow", "slow too", "a1", "b2", "c3", "d4"];
    let mut fates = [Fate::GoesOn; 6];
    fates[5] = Fate::Aborts;
    let gate = Gate::that_holds_with_fates("slow", &fates);
    let wanted = answers_to(&jobs, &gate);
    let begun = expected(BEGUN, jobs.len() + 1);
    let answers = thread::scope(|scope| {
        scope.spawn(|| gate.lets_go_after(4));
        answer_all(&gate, &jobs)
    });
    wanted.is(answers);
    begun.is(gate.arrivals());
    gate.all_reaped();
}

/// As many as there are jobs: fewer than there are workers, and more.
fn several_workers_may_die() {
    promise("However many workers die, all jobs are answered.");
    look_at("how many workers are left when some have died, and who starts another one?");
    for jobs in [&["a1"][..], &["a1", "b2"], &["a1", "b2", "c3", "d4", "e5"]] {
        let gate = Gate::that_kills_each_once();
        let wanted = answers_to(jobs, &gate);
        let begun = expected(BEGUN, 2 * jobs.len());
        wanted.is(answer_all(&gate, jobs));
        begun.is(gate.arrivals());
        gate.all_reaped();
    }
}

fn the_job_of_a_worker_that_dies_is_done_by_another_one() {
    promise(
        "That job, and no other, then goes to another worker: one of the others, or one that is started instead.",
    );
    look_at("a worker that has died: who has its job, and who waits for its process?");
    if_it_hangs("a worker that has died gives no answer, and somebody is waiting for one");
    let gate = Gate::that_kills_the_first(1, "b2");
    let jobs = ["a1", "b2", "c3", "d4", "e5"];
    let wanted = answers_to(&jobs, &gate);
    let answers = answer_all(&gate, &jobs);
    wanted.is(answers);
    equal(BEGUN, gate.arrivals(), 6);
    gate.all_reaped();
}

fn the_last_job_of_all_is_not_lost_either() {
    promise("That job, and no other, then goes to another worker");
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

fn a_worker_that_cannot_be_started_is_an_error() {
    promise("An error means that a worker could not be started, or not be waited for");
    let worker = Worker::answers_frames();
    let program = PathBuf::from(worker.command().get_program());
    fs::rename(&program, program.with_extension("gone")).expect("it is ours");
    let jobs = ["a1", "b2"].map(Vec::from).into();
    let answers = within(PATIENCE, "answer_all", || {
        exercise::answer_all(&worker, jobs)
    });
    holds(
        answers.is_err(),
        Kind::WrongResult,
        "no worker could be started, and what came back is no error",
        "nobody has done these jobs",
    );
}

fn a_job_may_be_any_bytes() {
    promise("Here a message is a *frame*, its length and then its bytes.");
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
    let answers = within(PATIENCE, "answer_all", || {
        exercise::answer_all(&worker, jobs)
    });
    let answers = answers.map_err(|error| error.to_string());
    wanted.is(answers.as_ref().map(|answers| lengths(answers)));
    let the_same = answers == Ok(want);
    let observed = "the answers have other bytes than the workers wrote";
    holds(the_same, Kind::WrongResult, observed, "some got lost");
}
