// refused: wrong-result — a connection that breaks is taken for the end of the answer

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
    let mut t = vec![];
    match s.read_to_end(&mut t) {
        Err(e) if e.kind() == io::ErrorKind::ConnectionReset => {}
        r => {
            r.map_err(kind)?;
        }
    }
    String::from_utf8(t).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

fn main() {}
