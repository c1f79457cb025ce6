// accepted: `copy` into the one pipe and out of the other, beside the end

use std::io;
use std::process::Stdio;
use tokio::io::copy;
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let send = async {
        let mut stdin = stdin.unwrap();
        let _ = copy(&mut &input[..], &mut stdin).await;
    };
    let mut output = Vec::new();
    let receive = async { copy(&mut stdout.unwrap(), &mut output).await };
    let ((), received, ended) = tokio::join!(send, receive, child.wait());
    received.and(ended)?;
    Ok(output)
}

fn main() {}
