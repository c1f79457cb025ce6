// Is the line to the warehouse up? An echo server tells: whatever somebody sends to it
// comes back. Its clients stay for hours and say little, so a thread for each of them
// would cost much and do nothing; a task costs some hundred bytes. As it is, the server
// deals with one client after another, and the first one that breaks takes it along.
//
// https://docs.rs/tokio/latest/tokio/net/struct.TcpListener.html

use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Send back to each client what it sends: all of its bytes, as they are and in order,
/// each as soon as it comes.
///
/// All clients are served at the same time, and nobody waits for another one: not for one
/// that is silent, and not for one that does not read what it gets. However long a
/// client is silent, it is not sent away. When it sends no more, it still gets the rest,
/// and then its connection is closed. A connection that breaks ends by itself alone, and
/// is closed as well.
///
/// Return only when `listener` fails to accept a client, and with that error. No thread
/// is blocked, and none is started. When this future is dropped, nobody listens any more.
/// (Connections that are open then may go on or be closed.)
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        // An error here is one of the listener, and the end.
        let (stream, _) = listener.accept().await?;
        // A task of its own: this loop is back at once, and its error ends nothing else.
        tokio::spawn(echo(stream));
    }
}

async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut piece = [0; 1024];
    loop {
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            // The stream is dropped here, and closed with that.
            return Ok(());
        }
        // `write` may take a part of it only.
        stream.write_all(&piece[..count]).await?;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    tokio::spawn(serve(listener));

    let mut client = TcpStream::connect(addr).await?;
    client.write_all(b"Hello?").await?;
    client.shutdown().await?;
    let mut heard = String::new();
    client.read_to_string(&mut heard).await?;
    println!("{heard}");
    Ok(())
}

// These clients behave. A hidden test has others: some break, some do not listen, some
// send very much, and there are many of them.
#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;

    async fn server() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        tokio::spawn(serve(listener));
        addr
    }

    async fn hears(client: &mut TcpStream, text: &str) {
        let mut heard = vec![0; text.len()];
        client.read_exact(&mut heard).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&heard), text);
    }

    #[tokio::test]
    async fn every_piece_comes_back() {
        let mut client = TcpStream::connect(server().await).await.unwrap();
        for piece in ["Hel", "lo\n", "?"] {
            client.write_all(piece.as_bytes()).await.unwrap();
            hears(&mut client, piece).await;
        }
    }

    #[tokio::test]
    async fn a_silent_client_holds_up_nobody() {
        let addr = server().await;
        let _silent = TcpStream::connect(addr).await.unwrap();
        let mut client = TcpStream::connect(addr).await.unwrap();
        client.write_all(b"Hello?").await.unwrap();
        hears(&mut client, "Hello?").await;
    }
}
