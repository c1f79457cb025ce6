// accepted: it goes on to read while it writes, with a short queue in between

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
    let (queue, mut pieces) = tokio::sync::mpsc::channel::<Vec<u8>>(16);
    let read = async {
        let queue = queue;
        loop {
            let mut piece = Vec::with_capacity(4096);
            if from.read_buf(&mut piece).await? == 0 || queue.send(piece).await.is_err() {
                return io::Result::Ok(());
            }
        }
    };
    let write = async {
        while let Some(piece) = pieces.recv().await {
            to.write_all(&piece).await?;
        }
        to.shutdown().await
    };
    tokio::try_join!(read, write)?;
    Ok(())
}

fn main() {}
