// refused: not-concurrent — three jobs at once, and the next three when all of them are done

use lab::Worker;
use std::io::{self, Read, Write};
use std::mem;
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::thread;

const WORKERS: usize = 3;

pub fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

pub fn read_frame(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let mut bytes = vec![0; u32::from_be_bytes(length) as usize];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
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
    let mut pool = Vec::new();
    for _ in 0..WORKERS {
        pool.push(Process::start(worker)?);
    }
    let mut answers = Vec::new();
    for round in jobs.chunks(WORKERS) {
        answers.extend(thread::scope(|scope| {
            let threads: Vec<_> = pool
                .iter_mut()
                .zip(round)
                .map(|(process, job)| {
                    scope.spawn(|| {
                        process.answer(job).or_else(|_| {
                            let dead = mem::replace(process, Process::start(worker)?);
                            dead.end()?;
                            process.answer(job)
                        })
                    })
                })
                .collect();
            let answers = threads.into_iter().map(|thread| thread.join().unwrap());
            answers.collect::<io::Result<Vec<_>>>()
        })?);
    }
    for process in pool {
        process.end()?;
    }
    Ok(answers)
}

fn main() {}
