// accepted: all clients are served in the one task that is there

use futures::stream::{FuturesUnordered, StreamExt};
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let mut clients = FuturesUnordered::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => clients.push(echo(accepted?.0)),
            Some(_) = clients.next() => {}
        }
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut piece = [0; 1024];
    loop {
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            return Ok(());
        }
        stream.write_all(&piece[..count]).await?;
    }
}

fn main() {}
