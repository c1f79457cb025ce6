// accepted: one handle to write with and one to read with

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut talk = TcpStream::connect(addr)?;
    let listen = talk.try_clone()?;
    listen.set_read_timeout(Some(limit))?;
    talk.write_all(question.as_bytes())?;
    talk.shutdown(Shutdown::Write)?;
    let mut answer = String::new();
    match BufReader::new(listen).read_to_string(&mut answer) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(io::Error::new(
            io::ErrorKind::TimedOut,
            "the shop is silent",
        )),
        result => result.map(|_| answer),
    }
}

fn main() {}
