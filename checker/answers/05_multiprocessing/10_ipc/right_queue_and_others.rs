// accepted: whoever has time takes the job of a dead worker, in whose place another one is started

use lab::Worker;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::sync::Condvar;
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
    let state = Mutex::new((VecDeque::from_iter(0..jobs.len()), jobs.len()));
    let changed = Condvar::new();
    let done = Mutex::new(vec![Vec::new(); jobs.len()]);
    let next = || {
        let mut state = state.lock().unwrap();
        while state.0.is_empty() && state.1 > 0 {
            state = changed.wait(state).unwrap();
        }
        state.0.pop_front()
    };
    let serve = || -> io::Result<()> {
        let mut process = Process::start(worker)?;
        while let Some(place) = next() {
            let answer = process.answer(&jobs[place]);
            let died = answer.is_err();
            {
                let mut state = state.lock().unwrap();
                changed.notify_all();
                match answer {
                    Ok(answer) => {
                        state.1 -= 1;
                        done.lock().unwrap()[place] = answer;
                    }
                    Err(_) => state.0.push_front(place),
                }
            }
            if died {
                process.end()?;
                process = Process::start(worker)?;
            }
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
