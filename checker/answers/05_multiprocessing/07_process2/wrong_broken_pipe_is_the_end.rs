// refused: wrong-result — who closes its input is killed, and had more to write

use std::io;
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut i = child.stdin.take().unwrap();
    let mut o = child.stdout.take().unwrap();
    let mut out = Vec::new();
    let w = async {
        let r = i.write_all(&input).await;
        drop(i);
        r
    };
    let r = o.read_to_end(&mut out);
    // Who closes its input is done.
    let mut broken = false;
    {
        let (mut w, mut r) = (Box::pin(w), Box::pin(r));
        tokio::select! { x = &mut w => { if x.is_ok() { r.await?; } else { broken = true; } } x = &mut r => { x?; } }
    }
    if broken {
        let _ = child.kill().await;
    }
    child.wait().await?;
    Ok(out)
}

fn main() {}
