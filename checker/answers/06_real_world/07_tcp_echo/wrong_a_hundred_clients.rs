// refused: hangs — a hundred clients at a time, and further ones wait

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use std::sync::Arc;
use tokio::sync::Semaphore;

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(100));
    loop {
        let (mut stream, _) = listener.accept().await?;
        let places = places.clone();
        tokio::spawn(async move {
            let _place = places.acquire().await;
            let (mut from, mut to) = stream.split();
            let _ = tokio::io::copy(&mut from, &mut to).await;
        });
    }
}

fn main() {}
