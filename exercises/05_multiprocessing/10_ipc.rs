// A pool of workers, each a process of its own. Memory is not shared, so jobs go to
// a worker through its standard input and answers come back through its standard
// output. A pipe carries bytes, not messages: where one message ends, both sides have
// to agree on. Here a message is a *frame*, its length and then its bytes.
//
// In return a worker may die, and only its job is in danger.
//
// https://doc.rust-lang.org/std/io/trait.Read.html#method.read_exact

use lab::Worker;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};

/// So many processes work at the same time.
const WORKERS: usize = 3;

/// Write one frame to `out` and flush it: the length of `bytes` as four bytes, the
/// highest first, and then `bytes`, however little `out` takes at a time.
pub fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    // TODO: Write the length and the bytes, all of them.
    todo!()
}

/// Read one frame from `input`, and nothing after it; return its bytes. They may
/// come in pieces of any size. An input that ends before the frame does is an error.
/// No error is a read that was interrupted (`ErrorKind::Interrupted`): it is tried again.
pub fn read_frame(input: &mut impl Read) -> io::Result<Vec<u8>> {
    // TODO: Read the length, and then as many bytes.
    todo!()
}

/// A worker that has been started.
struct Process {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
}

impl Process {
    fn start(worker: &Worker) -> io::Result<Self> {
        let mut command = worker.command();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdin = child.stdin.take().expect("it is piped");
        let stdout = child.stdout.take().expect("it is piped");
        Ok(Self {
            child,
            stdin,
            stdout,
        })
    }

    /// Send one job and wait for the answer. If this fails, the worker is dead.
    fn answer(&mut self, job: &[u8]) -> io::Result<Vec<u8>> {
        write_frame(&mut self.stdin, job)?;
        read_frame(&mut self.stdout)
    }

    /// A worker ends when its input ends. Wait for that.
    fn end(mut self) -> io::Result<ExitStatus> {
        drop(self.stdin);
        self.child.wait()
    }
}

/// Have all `jobs` answered by a pool of [`WORKERS`] processes, and return the
/// answers in the order of `jobs`. The processes work at the same time, each on one
/// job after another; whichever has time takes the next one, so none waits behind a
/// job that is slow.
///
/// A worker may die in the middle of its job. That job, and no other, then goes to
/// another worker: one of the others, or one that is started instead. It is answered then:
/// no job has two workers die. However many workers die, all jobs are answered.
///
/// When the answers are returned, every process has ended and has been waited for. An
/// error means that a worker could not be started, or not be waited for; then it is up to
/// you what becomes of the others.
pub fn answer_all(worker: &Worker, jobs: Vec<Vec<u8>>) -> io::Result<Vec<Vec<u8>>> {
    // TODO: Start the workers, and let them share the jobs.
    // TODO: What becomes of a job, and of its worker, if `answer` fails?
    todo!("{:?}, {jobs:?}", Process::start(worker)?.end()?)
}

fn main() -> io::Result<()> {
    // These workers answer with the same bytes in the other order.
    let jobs = ["aet", "spuc", "etalp dna draob"].map(Vec::from);
    for answer in answer_all(&Worker::answers_frames(), jobs.into())? {
        println!("{}", String::from_utf8_lossy(&answer));
    }
    Ok(())
}

// A hidden test has workers that are slow, and workers that die.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_that_was_written_can_be_read() {
        let mut pipe = Vec::new();
        write_frame(&mut pipe, b"tea").unwrap();
        assert_eq!(pipe, b"\0\0\0\x03tea");
        assert_eq!(read_frame(&mut &pipe[..]).unwrap(), b"tea");
    }

    #[test]
    fn the_answers_are_in_the_order_of_the_jobs() {
        let jobs = [b"aet".to_vec(), b"spuc".to_vec()].into();
        let answers = answer_all(&Worker::answers_frames(), jobs).unwrap();
        assert_eq!(answers, [b"tea".to_vec(), b"cups".to_vec()]);
    }
}
