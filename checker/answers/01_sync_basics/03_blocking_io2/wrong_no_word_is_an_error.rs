// refused: wrong-result — an answer without a word is taken for none

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

fn kind(e: io::Error) -> io::Error {
    if e.kind() == io::ErrorKind::WouldBlock {
        io::ErrorKind::TimedOut.into()
    } else {
        e
    }
}

pub fn ask(addr: SocketAddr, question: &str, limit: Duration) -> io::Result<String> {
    let mut s = TcpStream::connect(addr)?;
    s.set_read_timeout(Some(limit))?;
    write!(s, "{question}")?;
    s.shutdown(Shutdown::Write)?;
    let mut t = String::new();
    if s.read_to_string(&mut t).map_err(kind)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(t)
}

fn main() {}
