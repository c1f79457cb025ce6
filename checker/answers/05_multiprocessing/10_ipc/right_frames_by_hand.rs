// accepted: frames that are put together and taken apart by hand

use lab::Worker;
use std::io::{self, Read, Write};
use std::mem;
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const WORKERS: usize = 3;

pub fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut frame = (bytes.len() as u32).to_be_bytes().to_vec();
    frame.extend(bytes);
    let mut sent = 0;
    while sent < frame.len() {
        sent += out.write(&frame[sent..])?;
    }
    out.flush()
}

pub fn read_frame(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = 0;
    for byte in exactly(input, 4)? {
        length = length << 8 | u64::from(byte);
    }
    exactly(input, length)
}

fn exactly(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.take(length).read_to_end(&mut bytes)? as u64;
    match read == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

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

    fn answer(&mut self, job: &[u8]) -> io::Result<Vec<u8>> {
        write_frame(&mut self.stdin, job)?;
        read_frame(&mut self.stdout)
    }

    fn end(mut self) -> io::Result<ExitStatus> {
        drop(self.stdin);
        self.child.wait()
    }
}

pub fn answer_all(worker: &Worker, jobs: Vec<Vec<u8>>) -> io::Result<Vec<Vec<u8>>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(vec![Vec::new(); jobs.len()]);
    let serve = || -> io::Result<()> {
        let mut process = Process::start(worker)?;
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(place) else {
                break;
            };
            let answer = process.answer(job).or_else(|_| {
                let dead = mem::replace(&mut process, Process::start(worker)?);
                dead.end()?;
                process.answer(job)
            });
            done.lock().unwrap()[place] = answer?;
        }
        process.end().map(drop)
    };
    thread::scope(|scope| {
        let threads = [(); WORKERS].map(|()| scope.spawn(serve));
        let mut ends = threads.map(|thread| thread.join().unwrap()).into_iter();
        ends.try_for_each(|end| end)
    })?;
    Ok(done.into_inner().unwrap())
}

fn main() {}
