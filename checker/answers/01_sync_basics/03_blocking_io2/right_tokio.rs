// accepted: a small runtime inside, with a timeout around each read

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut shop = TcpStream::connect(addr).await?;
        timeout(limit, shop.write_all(question.as_bytes())).await??;
        shop.shutdown().await?;
        let mut answer = Vec::new();
        while timeout(limit, shop.read_buf(&mut answer)).await?? > 0 {}
        String::from_utf8(answer).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    })
}

fn main() {}
