//! The program that a `lab::Worker` runs: a file of its own, compiled by itself.
//!
//! `worker [--gate ADDR] [--name NAME] [--child] [TASK [ARGUMENT]]`
//!
//! At a gate it is told what to do, and has to do it: nobody knows it who has not
//! run it.

use std::env;
use std::error::Error;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{self, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

type Outcome = Result<u8, Box<dyn Error>>;

/// What it was started with, or sent into, makes no sense.
const USAGE: u8 = 64;

/// Longer frames are none.
const LONGEST_FRAME: usize = 64 << 20;

fn main() -> ExitCode {
    match Worker::from_arguments().and_then(Worker::run) {
        Ok(code) => ExitCode::from(code),
        // Whoever read what we write has gone: so do we.
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("worker: {error}");
            ExitCode::from(USAGE)
        }
    }
}

struct Worker {
    /// The path that we were started by: there may be no other way to know it.
    program: String,
    gate: Option<String>,
    name: String,
    child: bool,
    task: String,
    argument: String,
}

impl Worker {
    fn from_arguments() -> Result<Self, Box<dyn Error>> {
        let mut arguments = env::args();
        let mut worker = Self {
            program: arguments.next().unwrap_or_default(),
            gate: None,
            name: "worker".to_owned(),
            child: false,
            task: String::new(),
            argument: String::new(),
        };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--gate" => worker.gate = arguments.next(),
                "--name" => worker.name = arguments.next().unwrap_or_default(),
                "--child" => worker.child = true,
                _ => {
                    worker.task = argument;
                    worker.argument = arguments.next().unwrap_or_default();
                }
            }
        }
        Ok(worker)
    }

    fn run(self) -> Outcome {
        if self.child {
            self.start_child(&["hang"], Stdio::null(), Stdio::null)?;
        }
        if self.task == "frames" {
            return self.frames();
        }
        // Open until the end of this process: the gate sees the end of it.
        let at_gate = self.pass_gate(&self.name)?;
        let told = at_gate.as_ref().and_then(|passed| passed.told.as_deref());
        let (task, argument) = match told {
            Some(told) => told.split_once(' ').unwrap_or((told, "")),
            None => (self.task.as_str(), self.argument.as_str()),
        };
        let mut out = io::stdout().lock();
        match task {
            "say" => writeln!(out, "{argument}")?,
            "exit" => {
                eprintln!("{} cannot go on", self.name);
                return Ok(argument.parse()?);
            }
            "abort" => process::abort(),
            "echo" => echo(&mut out, argument.parse().unwrap_or(0))?,
            "flood" => flood(&mut out, argument.parse()?)?,
            "hang" => hang(),
            "script" => {
                drop(out);
                return self.script(argument);
            }
            other => return Err(format!("there is no task `{other}`").into()),
        }
        out.flush()?;
        Ok(0)
    }

    /// A process of our own, in our group, that does `task`.
    fn start_child(&self, task: &[&str], input: Stdio, output: fn() -> Stdio) -> io::Result<()> {
        let mut child = Command::new(&self.program);
        if let Some(gate) = &self.gate {
            child.args(["--gate", gate]);
        }
        child
            .args(["--name", &format!("child of {}", self.name)])
            .args(task)
            .stdin(input)
            .stdout(output())
            .stderr(output())
            .spawn()
            .map(drop)
    }

    /// Say at the gate who we are, show that we are it, and wait until it opens.
    fn pass_gate(&self, name: &str) -> Result<Option<Passed>, Box<dyn Error>> {
        let Some(gate) = &self.gate else {
            return Ok(None);
        };
        let mut stream = TcpStream::connect(gate)?;
        stream.write_all(format!("{} {name}\n", process::id()).as_bytes())?;
        let mut lines = BufReader::new(stream.try_clone()?);
        let mut asked = || -> io::Result<String> {
            let mut line = String::new();
            lines.read_line(&mut line)?;
            Ok(line.trim_end_matches('\n').to_owned())
        };
        let wanted = asked()?;
        let Some(sign) = wanted.strip_prefix("show ") else {
            return Err(format!("the gate says `{wanted}`").into());
        };
        let shown = show(sign)?;
        stream.write_all(b"shown\n")?;
        let answer = asked()?;
        drop(shown);
        let (word, rest) = answer.split_once(' ').unwrap_or((&answer, ""));
        match word {
            "go" => Ok(Some(Passed {
                told: Some(rest.to_owned()).filter(|told| !told.is_empty()),
                _stream: stream,
            })),
            "die" => process::abort(),
            "exit" => process::exit(rest.parse()?),
            _ => Err(format!("the gate says `{answer}`").into()),
        }
    }

    /// Each frame is a job: its bytes come back in the other order, and behind them
    /// what the gate has told. The length, four bytes with the highest first, stands
    /// before the bytes.
    fn frames(&self) -> Outcome {
        let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
        let mut length = [0; 4];
        while read_or_end(&mut input, &mut length)? {
            let length = usize::try_from(u32::from_be_bytes(length))?;
            if length > LONGEST_FRAME {
                return Err(format!("a frame of {length} bytes is none").into());
            }
            let mut job = vec![0; length];
            input.read_exact(&mut job)?;
            let head: String = String::from_utf8_lossy(&job).chars().take(24).collect();
            let head = head.replace(char::is_control, " ");
            let at_gate = self.pass_gate(&format!("job {head}"))?;
            job.reverse();
            if let Some(told) = at_gate.as_ref().and_then(|passed| passed.told.as_ref()) {
                job.extend_from_slice(told.as_bytes());
            }
            let prefix = u32::try_from(job.len())?.to_be_bytes();
            // In pieces, as they may come on any pipe.
            let (first, rest) = job.split_at(job.len() / 3);
            for piece in [&prefix[..2], &prefix[2..], first, rest] {
                out.write_all(piece)?;
                out.flush()?;
            }
            drop(at_gate);
        }
        Ok(0)
    }

    /// A program of somebody else, step by step: `WORD`, or `WORD:WHAT`, with commas in
    /// between.
    fn script(&self, steps: &str) -> Outcome {
        let mut read = Vec::new();
        for step in steps.split(',') {
            let (word, what) = step.split_once(':').unwrap_or((step, ""));
            match word {
                "out" => put(&mut io::stdout().lock(), what)?,
                "err" => put(&mut io::stderr().lock(), what)?,
                "read" => {
                    let most = what.parse().unwrap_or(u64::MAX);
                    io::stdin().lock().take(most).read_to_end(&mut read)?;
                }
                "return" => {
                    let key: u8 = what.parse()?;
                    read.iter_mut()
                        .for_each(|byte| *byte = byte.wrapping_add(key));
                    io::stdout().lock().write_all(&read)?;
                }
                "close-in" => close(0),
                "close-out" => close(1),
                "close-err" => close(2),
                "child" => {
                    // It has passed the gate when it closes its end.
                    let (mut here, there) = io::pipe()?;
                    let task = ["script", "close-in,hang"];
                    self.start_child(&task, there.into(), Stdio::inherit)?;
                    here.read_to_end(&mut Vec::new())?;
                }
                "exit" => return Ok(what.parse()?),
                "abort" => process::abort(),
                "hang" => hang(),
                "drip" => drip()?,
                other => return Err(format!("there is no step `{other}`").into()),
            }
            io::stdout().lock().flush()?;
        }
        Ok(0)
    }
}

/// What comes of a gate. The connection is there as long as this is.
struct Passed {
    /// The task and its argument, or what stands behind an answer.
    told: Option<String>,
    _stream: TcpStream,
}

/// Have a thread with this name, until what is returned is gone: the system tells
/// others which names our threads have, and nobody else can give us one.
fn show(sign: &str) -> io::Result<Sender<()>> {
    let (over, wait) = mpsc::channel();
    let (here, is_here) = mpsc::channel();
    thread::Builder::new()
        .name(sign.to_owned())
        .stack_size(64 << 10)
        .spawn(move || {
            let _ = here.send(());
            let _ = wait.recv();
        })?;
    // It names itself before it does anything else.
    let _ = is_here.recv();
    Ok(over)
}

/// `false` at the end of the input; an end in the middle is an error.
fn read_or_end(input: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    let mut read = 0;
    while read < bytes.len() {
        match input.read(&mut bytes[read..]) {
            Ok(0) if read == 0 => return Ok(false),
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(n) => read += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Write what comes as it comes: who does not read it holds us up. Each byte is
/// larger by `key`, and begins again behind the largest.
fn echo(out: &mut impl Write, key: u8) -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut buffer = [0; 4_096];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                for byte in &mut buffer[..n] {
                    *byte = byte.wrapping_add(key);
                }
                out.write_all(&buffer[..n])?;
                out.flush()?;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn flood(out: &mut impl Write, bytes: u64) -> io::Result<()> {
    io::copy(&mut io::repeat(b'x').take(bytes), out).map(drop)
}

/// Write `HEX`, or `HEX*LENGTH`: again and again, until it is so long.
fn put(out: &mut impl Write, what: &str) -> Result<(), Box<dyn Error>> {
    let (hex, length) = what.split_once('*').unwrap_or((what, ""));
    let pairs = (0..hex.len() / 2).map(|place| &hex[2 * place..2 * place + 2]);
    let bytes: Result<Vec<u8>, _> = pairs.map(|pair| u8::from_str_radix(pair, 16)).collect();
    let bytes = bytes?;
    let length = match length {
        "" => bytes.len(),
        length => length.parse()?,
    };
    let all: Vec<u8> = bytes.into_iter().cycle().take(length).collect();
    out.write_all(&all)?;
    Ok(out.flush()?)
}

fn hang() -> ! {
    loop {
        thread::sleep(Duration::from_secs(3_600));
    }
}

/// Write a little, again and again, and never come to an end.
fn drip() -> io::Result<()> {
    loop {
        let mut out = io::stdout().lock();
        out.write_all(b"not yet\n")?;
        out.flush()?;
        drop(out);
        thread::sleep(Duration::from_millis(5));
    }
}

/// Close this end of a pipe, and live on.
#[cfg(unix)]
fn close(descriptor: i32) {
    use std::os::fd::{FromRawFd, OwnedFd};
    // SAFETY: it was ours from the start, and nothing is read or written there any more.
    drop(unsafe { OwnedFd::from_raw_fd(descriptor) });
}

#[cfg(not(unix))]
fn close(_descriptor: i32) {}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
