// refused: hangs — whoever writes locks out all others, also where it cannot go on

use std::io;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let turn = Arc::new(Mutex::new(()));
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream, turn.clone()));
    }
}

async fn echo(mut stream: TcpStream, turn: Arc<Mutex<()>>) -> io::Result<()> {
    let mut piece = [0; 1024];
    loop {
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            return Ok(());
        }
        let _turn = turn.lock().await;
        stream.write_all(&piece[..count]).await?;
    }
}

fn main() {}
