// refused: wrong-result — a client that has sent a mebibyte is sent away

use std::io;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let (from, mut to) = stream.split();
    tokio::io::copy(&mut from.take(1 << 20), &mut to).await?;
    Ok(())
}

fn main() {}
