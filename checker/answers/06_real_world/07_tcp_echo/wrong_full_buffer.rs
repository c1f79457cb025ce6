// refused: hangs — it waits until its buffer is full

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
    let mut piece = [0; 16];
    loop {
        stream.read_exact(&mut piece).await?;
        stream.write_all(&piece).await?;
    }
}

fn main() {}
