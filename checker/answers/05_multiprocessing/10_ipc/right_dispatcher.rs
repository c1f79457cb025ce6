// accepted: one hands out the jobs, to whoever has just answered

use lab::Worker;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::sync::mpsc;
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
    let mut waiting: VecDeque<usize> = (0..jobs.len()).collect();
    let mut answers = vec![Vec::new(); jobs.len()];
    let jobs = &jobs;
    thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        let mut clerks = Vec::new();
        for clerk in 0..WORKERS {
            let (send, receive) = mpsc::channel::<usize>();
            let tell = tell.clone();
            scope.spawn(move || {
                let mut process = Process::start(worker).unwrap();
                for place in receive {
                    let answer = process.answer(&jobs[place]).ok();
                    if answer.is_none() {
                        process.end().unwrap();
                        process = Process::start(worker).unwrap();
                    }
                    tell.send((clerk, place, answer)).unwrap();
                }
                process.end().unwrap();
            });
            clerks.push(send);
        }
        let mut idle: Vec<usize> = (0..WORKERS).collect();
        let mut left = jobs.len();
        while left > 0 {
            while let Some(place) = waiting.pop_front() {
                let Some(clerk) = idle.pop() else {
                    waiting.push_front(place);
                    break;
                };
                clerks[clerk].send(place).unwrap();
            }
            let (clerk, place, answer) = told.recv().unwrap();
            idle.push(clerk);
            match answer {
                Some(answer) => {
                    answers[place] = answer;
                    left -= 1;
                }
                None => waiting.push_back(place),
            }
        }
    });
    Ok(answers)
}

fn main() {}
