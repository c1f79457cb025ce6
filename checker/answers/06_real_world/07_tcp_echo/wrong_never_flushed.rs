// refused: hangs — what is written stays in a buffer

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufWriter};
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let (mut from, to) = stream.split();
    let mut to = BufWriter::new(to);
    let mut piece = [0; 1024];
    loop {
        let count = from.read(&mut piece).await?;
        if count == 0 {
            return to.flush().await;
        }
        to.write_all(&piece[..count]).await?;
    }
}

fn main() {}
