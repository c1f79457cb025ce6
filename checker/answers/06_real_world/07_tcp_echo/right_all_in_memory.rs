// accepted: what cannot be sent yet is kept, however much it is

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let (mut from, mut to) = stream.split();
    let mut kept = Vec::new();
    let mut piece = [0; 4096];
    let mut ended = false;
    while !ended || !kept.is_empty() {
        tokio::select! {
            read = from.read(&mut piece), if !ended => match read? {
                0 => ended = true,
                count => kept.extend_from_slice(&piece[..count]),
            },
            written = to.write(&kept), if !kept.is_empty() => {
                kept.drain(..written?);
            }
        }
    }
    Ok(())
}

fn main() {}
