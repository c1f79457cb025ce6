// accepted: a thread reads, and is made to stop when nothing has come for too long

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut shop = TcpStream::connect(addr)?;
    shop.write_all(question.as_bytes())?;
    shop.shutdown(Shutdown::Write)?;
    let mut reads = shop.try_clone()?;
    let (sender, pieces) = mpsc::channel();
    let reader = thread::spawn(move || -> io::Result<()> {
        let mut piece = [0; 4096];
        loop {
            match reads.read(&mut piece)? {
                0 => return Ok(()),
                length => drop(sender.send(piece[..length].to_vec())),
            }
        }
    });
    let mut answer = Vec::new();
    let complete = loop {
        match pieces.recv_timeout(limit) {
            Ok(piece) => answer.extend(piece),
            Err(end) => break end == RecvTimeoutError::Disconnected,
        }
    };
    // Ends a read that is under way; after an answer there is nothing to end.
    let _ = shop.shutdown(Shutdown::Both);
    let result = reader.join().expect("reading does not panic");
    if !complete {
        return Err(io::ErrorKind::TimedOut.into());
    }
    result?;
    String::from_utf8(answer).map_err(io::Error::other)
}

fn main() {}
