// refused: blocks-runtime — the thread sleeps before it closes a connection

use std::io;
use tokio::net::{TcpListener, TcpStream};

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let (mut from, mut to) = stream.split();
    let copied = tokio::io::copy(&mut from, &mut to).await;
    std::thread::sleep(std::time::Duration::from_millis(50));
    copied.map(|_| ())
}

fn main() {}
