// refused: wrong-result — the workers get the jobs, and what comes back is computed here

use lab::Worker;
use std::io::{self, Read, Write};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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

pub fn answer_all(worker: &Worker, jobs: Vec<Vec<u8>>) -> io::Result<Vec<Vec<u8>>> {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| send(worker, &jobs, &next));
        }
    });
    let turned = jobs.into_iter().map(|job| job.into_iter().rev().collect());
    Ok(turned.collect())
}

fn send(worker: &Worker, jobs: &[Vec<u8>], next: &AtomicUsize) -> io::Result<()> {
    let mut command = worker.command();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
        write_frame(&mut stdin, job)?;
        read_frame(&mut stdout)?;
    }
    drop(stdin);
    child.wait().map(drop)
}

fn main() {}
