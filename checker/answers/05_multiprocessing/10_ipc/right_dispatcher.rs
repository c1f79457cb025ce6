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
    let jobs = &jobs;
    thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        let mut clerks = Vec::new();
        for clerk in 0..WORKERS {
            let (send, places) = mpsc::channel::<usize>();
            let tell = tell.clone();
            let clerk = scope.spawn(move || serve(worker, jobs, clerk, &places, &tell));
            clerks.push((send, clerk));
        }
        let answers = hand_out(jobs.len(), &told, |clerk, place| {
            clerks[clerk].0.send(place).expect("it listens to the end");
        });
        for (send, clerk) in clerks {
            drop(send);
            clerk.join().expect("no clerk panics")?;
        }
        answers
    })
}

/// Who, which job, and the answer, if its process has not died.
type Told = (usize, usize, io::Result<Option<Vec<u8>>>);

fn hand_out(
    jobs: usize,
    told: &mpsc::Receiver<Told>,
    hand: impl Fn(usize, usize),
) -> io::Result<Vec<Vec<u8>>> {
    let mut waiting: VecDeque<usize> = (0..jobs).collect();
    let mut idle: Vec<usize> = (0..WORKERS).collect();
    let mut answers = vec![Vec::new(); jobs];
    let mut left = jobs;
    while left > 0 {
        while let Some(clerk) = idle.pop() {
            let Some(place) = waiting.pop_front() else {
                idle.push(clerk);
                break;
            };
            hand(clerk, place);
        }
        let (clerk, place, answer) = told.recv().expect("we have a sender");
        idle.push(clerk);
        match answer? {
            Some(answer) => {
                answers[place] = answer;
                left -= 1;
            }
            None => waiting.push_back(place),
        }
    }
    Ok(answers)
}

fn serve(
    worker: &Worker,
    jobs: &[Vec<u8>],
    clerk: usize,
    places: &mpsc::Receiver<usize>,
    tell: &mpsc::Sender<Told>,
) -> io::Result<()> {
    let mut process = None;
    for place in places {
        let answer = answer(worker, &mut process, &jobs[place]);
        let _ = tell.send((clerk, place, answer));
    }
    process.map_or(Ok(()), |process| process.end().map(drop))
}

/// By a process that is started when there is none.
fn answer(worker: &Worker, place: &mut Option<Process>, job: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut process = match place.take() {
        Some(process) => process,
        None => Process::start(worker)?,
    };
    if let Ok(answer) = process.answer(job) {
        *place = Some(process);
        return Ok(Some(answer));
    }
    process.end()?;
    Ok(None)
}

fn main() {}
