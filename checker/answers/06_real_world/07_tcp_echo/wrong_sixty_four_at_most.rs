// refused: hangs — there is room for 64 clients

use std::io;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(64));
    loop {
        let place = room.clone().acquire_owned().await;
        let (stream, _) = listener.accept().await?;
        tokio::spawn(async move {
            let _ = echo(stream).await;
            drop(place);
        });
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
