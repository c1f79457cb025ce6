// accepted: tasks, and pipes that are awaited

use lab::Worker;
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::runtime::Builder;

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
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let jobs: Vec<_> = jobs.into_iter().enumerate().collect();
    let queue = RefCell::new(jobs.into_iter());
    let done = RefCell::new(Vec::new());
    let work = async || {
        let mut child = start(worker)?;
        loop {
            let next = queue.borrow_mut().next();
            let Some((place, job)) = next else {
                break;
            };
            let mut answer = ask(&mut child, &job).await;
            while answer.is_err() {
                child.wait().await?;
                child = start(worker)?;
                answer = ask(&mut child, &job).await;
            }
            done.borrow_mut().push((place, answer?));
        }
        child.wait().await.map(drop)
    };
    runtime.block_on(async { tokio::try_join!(work(), work(), work()) })?;
    let mut done = done.into_inner();
    done.sort();
    Ok(done.into_iter().map(|(_, answer)| answer).collect())
}

fn start(worker: &Worker) -> io::Result<Child> {
    let mut command = Command::from(worker.command());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
}

async fn ask(child: &mut Child, job: &[u8]) -> io::Result<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.as_mut(), child.stdout.as_mut());
    let (stdin, stdout) = (stdin.unwrap(), stdout.unwrap());
    stdin.write_u32(job.len() as u32).await?;
    stdin.write_all(job).await?;
    let mut answer = vec![0; stdout.read_u32().await? as usize];
    stdout.read_exact(&mut answer).await?;
    Ok(answer)
}

fn main() {}
