// refused: blocks-runtime — the output is awaited, and then the thread sleeps until the program ends

use std::io;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::join;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let send = async move {
        // Whoever has had enough reads no more.
        let _ = stdin.write_all(&input).await;
    };
    let mut output = Vec::new();
    let ((), read) = join!(send, stdout.read_to_end(&mut output));
    read?;
    while child.try_wait()?.is_none() {
        thread::sleep(Duration::from_millis(2));
    }
    Ok(output)
}

fn main() {}
