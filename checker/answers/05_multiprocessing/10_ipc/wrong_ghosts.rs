// refused: not-started — threads that say where a process is expected that they are one

use lab::Worker;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
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
    let command = worker.command();
    let words: Vec<_> = command
        .get_args()
        .filter_map(|word| word.to_str())
        .collect();
    let gate = words[1];
    let next = AtomicUsize::new(0);
    let mut done = vec![Vec::new(); jobs.len()];
    thread::scope(|scope| {
        let ghosts: Vec<_> = (0..3)
            .map(|ghost| {
                let (jobs, next) = (&jobs, &next);
                scope.spawn(move || {
                    let mut answers = Vec::new();
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = jobs.get(place) else {
                            return answers;
                        };
                        let mark = pretend(gate, 5_000_000 + ghost, job).unwrap_or_default();
                        let turned = job.iter().rev().copied();
                        answers.push((place, turned.chain(mark.into_bytes()).collect()));
                    }
                })
            })
            .collect();
        for ghost in ghosts {
            for (place, answer) in ghost.join().unwrap() {
                done[place] = answer;
            }
        }
    });
    Ok(done)
}

fn pretend(gate: &str, number: usize, job: &[u8]) -> io::Result<String> {
    let mut stream = TcpStream::connect(gate)?;
    let job = String::from_utf8_lossy(job);
    writeln!(stream, "{number} job {job}")?;
    let mut line = String::new();
    let mut lines = BufReader::new(stream.try_clone()?);
    lines.read_line(&mut line)?;
    writeln!(stream, "shown")?;
    line.clear();
    lines.read_line(&mut line)?;
    Ok(line.trim_start_matches("go ").trim().to_owned())
}

fn main() {}
