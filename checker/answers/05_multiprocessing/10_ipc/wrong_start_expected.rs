// refused: panicked — that a process cannot be started is taken for impossible

use lab::Worker;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::sync::Mutex;
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
    let answers = Mutex::new(vec![Vec::new(); jobs.len()]);
    let queue = Mutex::new(jobs.iter().enumerate());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let mut process = Process::start(worker).expect("it starts");
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some((place, job)) = next else { break };
                    let answer = process.answer(job).unwrap_or_else(|_| {
                        process.child.wait().expect("it is ours");
                        process = Process::start(worker).expect("it starts");
                        process.answer(job).expect("it does not die again")
                    });
                    answers.lock().unwrap()[place] = answer;
                }
                process.end().expect("it is ours");
            });
        }
    });
    Ok(answers.into_inner().unwrap())
}

fn main() {}
