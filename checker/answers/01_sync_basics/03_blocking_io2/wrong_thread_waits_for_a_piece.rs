// refused: leaks — after the limit a thread goes on waiting for a piece that nobody wants

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let (sender, pieces) = mpsc::channel();
    let reader = thread::spawn(move || -> io::Result<()> {
        let mut piece = [0; 4096];
        loop {
            let length = shop.read(&mut piece)?;
            if length == 0 || sender.send(piece[..length].to_vec()).is_err() {
                return Ok(());
            }
        }
    });
    let mut answer = Vec::new();
    loop {
        match pieces.recv_timeout(limit) {
            Ok(piece) => answer.extend(piece),
            Err(RecvTimeoutError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    reader.join().expect("reading does not panic")?;
    String::from_utf8(answer).map_err(io::Error::other)
}

fn main() {}
