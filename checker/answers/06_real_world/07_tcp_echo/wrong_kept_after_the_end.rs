// refused: hangs — who sends no more stays in a list

use std::io;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let gone = Arc::new(Mutex::new(Vec::new()));
    loop {
        let (mut stream, _) = listener.accept().await?;
        let gone = gone.clone();
        tokio::spawn(async move {
            let _ = echo(&mut stream).await;
            gone.lock().unwrap().push(stream);
        });
    }
}

async fn echo(stream: &mut TcpStream) -> io::Result<()> {
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
