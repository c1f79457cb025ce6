// refused: wrong-result — when the client sends no more, what was not sent yet is thrown away

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(stream: TcpStream) -> io::Result<()> {
    let (mut from, mut to) = stream.into_split();
    let (sender, mut pieces) = mpsc::channel::<Vec<u8>>(4);
    let writer = tokio::spawn(async move {
        while let Some(piece) = pieces.recv().await {
            to.write_all(&piece).await?;
        }
        Ok::<_, io::Error>(())
    });
    let mut piece = vec![0; 4096];
    loop {
        let count = from.read(&mut piece).await?;
        if count == 0 {
            writer.abort();
            return Ok(());
        }
        let _ = sender.send(piece[..count].to_vec()).await;
    }
}

fn main() {}
