// refused: wrong-result — the pool has three workers, and when the third is dead nobody is left

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
    let open = Mutex::new((0..jobs.len()).rev().collect::<Vec<_>>());
    let answers = Mutex::new(vec![None; jobs.len()]);
    let mut pool = Vec::new();
    for _ in 0..WORKERS {
        pool.push(Process::start(worker)?);
    }
    thread::scope(|scope| {
        for mut process in pool {
            let (open, answers, jobs) = (&open, &answers, &jobs);
            scope.spawn(move || {
                while answers.lock().unwrap().iter().any(Option::is_none) {
                    let next = open.lock().unwrap().pop();
                    let Some(place) = next else {
                        thread::yield_now();
                        continue;
                    };
                    match process.answer(&jobs[place]) {
                        Ok(answer) => answers.lock().unwrap()[place] = Some(answer),
                        Err(_) => {
                            open.lock().unwrap().push(place);
                            break;
                        }
                    }
                }
                process.end()
            });
        }
    });
    let answers: Option<Vec<_>> = answers.into_inner().unwrap().into_iter().collect();
    answers.ok_or_else(|| io::Error::other("no worker is left"))
}

fn main() {}
