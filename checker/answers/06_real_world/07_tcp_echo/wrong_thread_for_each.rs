// refused: too-concurrent — a thread for each client

use std::io::{self, Read, Write};
use tokio::net::TcpListener;

pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let mut stream = stream.into_std()?;
        stream.set_nonblocking(false)?;
        std::thread::spawn(move || -> io::Result<()> {
            let mut piece = [0; 1024];
            loop {
                let count = stream.read(&mut piece)?;
                if count == 0 {
                    return Ok(());
                }
                stream.write_all(&piece[..count])?;
            }
        });
    }
}

fn main() {}
