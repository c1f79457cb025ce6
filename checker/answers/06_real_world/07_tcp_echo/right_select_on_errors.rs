// accepted: the server outlives a connection, whose error is written down

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    loop {
        tokio::select! {
            biased;
            Some(error) = told.recv() => eprintln!("a connection ended: {error}"),
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                let tell = tell.clone();
                tokio::spawn(async move {
                    if let Err(error) = echo(stream).await {
                        let _ = tell.send(error);
                    }
                });
            }
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
