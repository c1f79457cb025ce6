// accepted: one loop that does what can be done

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::select;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().filter(|_| !input.is_empty());
    let mut stdout = child.stdout.take().unwrap();
    let (mut sent, mut output) = (0, Vec::new());
    loop {
        let write = async {
            match &mut stdin {
                Some(stdin) => stdin.write(&input[sent..]).await,
                None => std::future::pending().await,
            }
        };
        select! {
            written = write => {
                sent += written.unwrap_or(input.len());
                if sent >= input.len() {
                    stdin = None;
                }
            }
            read = stdout.read_buf(&mut output) => {
                if read? == 0 {
                    break;
                }
            }
        }
    }
    drop(stdin);
    child.wait().await?;
    Ok(output)
}

fn main() {}
