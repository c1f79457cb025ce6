// accepted: loops that go on after short and interrupted calls

use lab::Worker;
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const WORKERS: usize = 3;

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
pub fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut all = (bytes.len() as u32).to_be_bytes().to_vec();
    all.extend(bytes);
    let mut n = 0;
    while n < all.len() {
        match out.write(&all[n..]) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(k) => n += k,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    loop {
        match out.flush() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            r => return r,
        }
    }
}
fn fill(input: &mut impl Read, b: &mut [u8]) -> io::Result<()> {
    let mut n = 0;
    while n < b.len() {
        match input.read(&mut b[n..]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(k) => n += k,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
pub fn read_frame(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut l = [0; 4];
    fill(input, &mut l)?;
    let mut b = vec![0; u32::from_be_bytes(l) as usize];
    fill(input, &mut b)?;
    Ok(b)
}
pub fn answer_all(worker: &Worker, jobs: Vec<Vec<u8>>) -> io::Result<Vec<Vec<u8>>> {
    let next = AtomicUsize::new(0);
    let out = Mutex::new(vec![None; jobs.len()]);
    thread::scope(|s| {
        let h: Vec<_> = (0..WORKERS)
            .map(|_| {
                s.spawn(|| -> io::Result<()> {
                    let mut p = Process::start(worker)?;
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        let Some(j) = jobs.get(n) else { break };
                        let a = loop {
                            match p.answer(j) {
                                Ok(a) => break a,
                                Err(_) => {
                                    std::mem::replace(&mut p, Process::start(worker)?).end()?;
                                }
                            }
                        };
                        out.lock().unwrap()[n] = Some(a);
                    }
                    p.end()?;
                    Ok(())
                })
            })
            .collect();
        h.into_iter()
            .map(|h| h.join().unwrap())
            .collect::<io::Result<Vec<()>>>()
    })?;
    Ok(out
        .into_inner()
        .unwrap()
        .into_iter()
        .map(|o: Option<Vec<u8>>| o.unwrap())
        .collect())
}

fn main() {}
