// refused: wrong-result — a client that cannot be written to ends the server

use futures::stream::{FuturesUnordered, StreamExt};
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let mut clients = FuturesUnordered::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => clients.push(echo(accepted?.0)),
            Some(ended) = clients.next() => ended?,
        }
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut piece = [0; 1024];
    loop {
        let count = stream.read(&mut piece).await.unwrap_or(0);
        if count == 0 {
            return Ok(());
        }
        stream.write_all(&piece[..count]).await?;
    }
}

fn main() {}
