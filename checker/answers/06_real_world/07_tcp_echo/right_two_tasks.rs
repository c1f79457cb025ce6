// accepted: one task reads and another one writes, with a channel in between

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        echo(listener.accept().await?.0);
    }
}

fn echo(stream: TcpStream) {
    let (mut from, mut to) = stream.into_split();
    let (sender, mut pieces) = mpsc::channel::<Vec<u8>>(4);
    tokio::spawn(async move {
        let mut piece = vec![0; 4096];
        while let Ok(count @ 1..) = from.read(&mut piece).await {
            if sender.send(piece[..count].to_vec()).await.is_err() {
                break;
            }
        }
    });
    tokio::spawn(async move {
        while let Some(piece) = pieces.recv().await {
            to.write_all(&piece).await?;
        }
        to.shutdown().await
    });
}

fn main() {}
